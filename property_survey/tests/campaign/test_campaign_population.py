from datetime import timedelta

from odoo import fields
from odoo.exceptions import ValidationError

from ..campaign_common import CampaignCommon


class TestCampaignPopulation(CampaignCommon):
    """Whom a campaign asks, whom it leaves out, and why."""

    def _draw(self, **values):
        campaign = self._start_campaign(**values)
        return campaign.invitation_ids

    def _get_left_out(self, campaign):
        return {
            one.partner_id: one.reason
            for one in campaign.invitation_ids
            if one.state == "left_out"
        }

    def test_owners_and_tenants_each_once(self):
        self._let_live(self.units[:1], self.owners[:1], role="owner_occupier")
        drawn = self._draw()
        self.assertEqual(drawn.partner_id, self.owners | self.tenants)
        self.assertEqual(len(drawn), 9)
        first = drawn.filtered(lambda one: one.partner_id == self.owners[0])
        self.assertEqual(first.role, "owner")
        self.assertEqual(first.unit_id, self.units[0])
        self.assertEqual(first.site_id, self.site)
        self.assertEqual(set(drawn.mapped("state")), {"planned"})
        # sudo: nobody but the system reads the codes
        self.assertEqual(len(set(drawn.sudo().mapped("token"))), 9)

    def test_only_roles_buildings_and_segments_chosen(self):
        segment = self.env["property.segment"].create({"name": "S", "code": "s"})
        self.owners[:2].segment_manual_id = segment
        self.owners[:2].flush_recordset()
        for values, expected in (
            ({"to_owners": False}, self.tenants),
            ({"building_ids": self.building.ids}, self.owners),
            ({"segment_ids": segment.ids}, self.owners[:2]),
            ({"to_tenants": False, "to_owners": False, "to_family": True}, None),
        ):
            with self.subTest(values):
                campaign = self._create_campaign(pause_days=0, **values)
                self.assertEqual(
                    campaign.population_count, len(expected) if expected else 0
                )
                if expected:
                    campaign.action_start()
                    drawn = campaign.invitation_ids
                    self.assertEqual(drawn.partner_id, expected)

    def test_who_moved_out_is_not_asked(self):
        lines = self.tenants[0].occupancy_ids
        lines.date_to = "2021-01-01"
        self.assertEqual(self._create_campaign().population_count, 8)

    def test_each_left_out_has_its_reason(self):
        purpose = self.env["property.privacy.purpose"].create(
            {"name": "Surveys", "code": "surveys", "legal_basis": "consent"}
        )
        notice = self.env["property.privacy.notice"].create({"name": "What for"})
        notice.action_publish()
        self.env["property.consent"].create(
            [
                {"partner_id": one.id, "purpose_id": purpose.id}
                for one in self.owners[:4]
            ]
        )
        self.owners[0].refuses_contact = True
        self.owners[1].turns_14_on = fields.Date.add(fields.Date.today(), days=9)
        campaign = self._create_campaign(purpose_id=purpose.id)
        self.assertEqual(campaign.eligible_count, 2)
        self.assertEqual(
            campaign.plan_left_out,
            "Wants no surveys: 1 · Under 14: 1 · Has not agreed: 5",
        )
        campaign.action_start()
        reasons = self._get_left_out(campaign)
        self.assertEqual(reasons[self.owners[0]], "refused")
        self.assertEqual(reasons[self.owners[1]], "child")
        self.assertEqual(reasons[self.tenants[0]], "no_consent")
        self.assertEqual(campaign.left_out_count, 7)
        self.assertEqual(campaign.plan_left_out[:19], "Wants no surveys: 1")

    def test_nobody_is_asked_again_too_soon(self):
        for mode in ("named", "anonymous"):
            asked = self._start_campaign(mode=mode, building_ids=self.building.ids)
            asked.invitation_ids.write({"state": "asked", "asked_on": "2026-01-01"})
            asked.invitation_ids[:1].state = "answered"
            for start, days, left_out in (
                ("2026-01-31", 90, 6),
                ("2026-01-31", 30, 6),
                ("2026-02-01", 30, 0),
                ("2026-01-31", 0, 0),
            ):
                with self.subTest(mode=mode, start=start, days=days):
                    campaign = self._create_campaign(date_start=start, pause_days=days)
                    self.assertEqual(
                        campaign.population_count - campaign.eligible_count, left_out
                    )
            asked.invitation_ids.asked_on = "2020-01-01"

    def test_pause_is_the_companys_unless_said_otherwise(self):
        self.site.company_id.survey_pause_days = 45
        self.assertEqual(self._create_campaign().pause_days, 45)
        self.assertEqual(self._create_campaign(pause_days=7).pause_days, 7)

    def test_who_is_to_be_asked_elsewhere_is_left_out(self):
        self._start_campaign(building_ids=self.building.ids)
        campaign = self._create_campaign()
        self.assertEqual(campaign.eligible_count, 3)
        self.assertEqual(campaign.plan_left_out, "Was asked lately: 6")

    def _create_closed(self, *partners):
        done = self.env["helpdesk.ticket.stage"].search(
            [("closed", "=", True)], limit=1
        )
        return self.env["helpdesk.ticket"].create(
            [
                {
                    "name": f"Lamp {n}",
                    "description": "Dark",
                    "solution": "A new one",
                    "partner_id": partner.id,
                    "unit_id": self.units[0].id,
                    "site_id": self.site.id,
                    "user_id": self.user_agent.id,
                    "stage_id": done.id,
                }
                for n, partner in enumerate(partners)
            ]
        )

    def test_pause_counts_the_own_requests_too(self):
        """A campaign that goes on asks a person about one request in a pause."""
        first, second = self._create_closed(*self.owners[:2])
        campaign = self._start_campaign(population_kind="ticket", pause_days=90)
        self.assertEqual(campaign.invitation_ids.ticket_id, first | second)
        # sudo: the system keeps the date
        again, third = self._create_closed(self.owners[0], self.owners[2])
        again.sudo().closed_date = fields.Datetime.now() + timedelta(minutes=5)
        campaign._draw_newcomers()
        self.assertEqual(campaign.invitation_ids.ticket_id, first | second | third)
        mine = campaign.invitation_ids.filtered(lambda one: one.ticket_id == first)
        for days, found in ((90, 3), (91, 4)):
            day = fields.Date.subtract(fields.Date.today(), days=days)
            mine.write({"state": "asked", "asked_on": day})
            campaign._draw_newcomers()
            self.assertEqual(len(campaign.invitation_ids), found)
        self.assertIn(again, campaign.invitation_ids.ticket_id)
        self.assertEqual(campaign._draw(), 0)

    def test_closed_requests(self):
        tickets = self._create_closed(*(self.owners[n // 2] for n in range(5)))
        for number, ticket in enumerate(tickets):
            # sudo: the system keeps the date
            ticket.sudo().closed_date = f"2026-02-0{number + 1} 08:00:00"
        tickets[3].close_cause = "duplicate"
        tickets[4].named_employee_ids = self.user_dispatcher
        period = {
            "population_kind": "ticket",
            "event_from": "2026-02-01",
            "event_to": "2026-02-28",
        }
        drawn = self._draw(**period)
        self.assertEqual(drawn.ticket_id, tickets[1] | tickets[2])
        self.assertEqual(drawn.user_id, self.user_agent)
        self.assertEqual(drawn.partner_id, self.owners[:2])
        each = self._draw(**period, pause_days=0)
        self.assertEqual(each.ticket_id, tickets[:3])
        none = self._create_campaign(**{**period, "event_from": "2026-02-04"})
        self.assertEqual(none.population_count, 0)

    def test_who_moved_in_and_whose_agreement_ends(self):
        self.tenants[0].occupancy_ids.with_user(
            self.user_company_manager
        ).date_from = "2026-02-10"
        period = {"event_from": "2026-02-01", "event_to": "2026-02-28"}
        drawn = self._draw(population_kind="move_in", **period)
        self.assertEqual(drawn.partner_id, self.tenants[0])
        self.env["agreement"].create(
            [
                {
                    "name": "Rent",
                    "partner_id": one.id,
                    "unit_id": unit.id,
                    "start_date": "2025-03-01",
                    "end_date": f"2026-0{month}-28",
                    "state": "active",
                }
                for one, unit, month in zip(
                    self.tenants, self.second_units, (2, 3, 2), strict=True
                )
            ]
        )
        drawn = self._draw(population_kind="agreement_end", pause_days=0, **period)
        self.assertEqual(drawn.partner_id, self.tenants[0] | self.tenants[2])
        self.assertEqual(drawn.building_id, self.second_building)

    def test_staff_of_the_site(self):
        drawn = self._draw(population_kind="staff")
        users = drawn.partner_id.user_ids
        self.assertIn(self.user_agent, users)
        self.assertNotIn(self.user_stranger, users)
        self.assertNotIn(self.user_portal, users)
        self.assertEqual(set(drawn.mapped("role")), {"staff"})

    def test_several_sites_are_the_companys_campaign(self):
        self._let_own(self.other_unit, self._create_people("Far", 1))
        sites = self.site | self.other_site
        campaign = self._create_campaign(site_ids=sites.ids, stratify_by="site")
        self.assertFalse(campaign.site_id)
        campaign.action_plan()
        self.assertEqual(campaign.stratum_ids.mapped("population"), [1, 9])
        self.assertEqual(campaign.stratum_ids.site_id, sites)

    def test_buildings_are_of_the_sites(self):
        with self.assertRaises(ValidationError):
            self._create_campaign(building_ids=self.other_building.ids)

    def test_as_many_queries_for_many(self):
        counts = []
        for number in (2, 60):
            units = self._create_units(number, building=self.second_building)
            self._let_live(units, self._create_people("More", number))
            for _round in range(2):
                campaign = self._create_campaign(stratify_by="building", pause_days=0)
                self.env.flush_all()
                before = self.cr.sql_log_count
                campaign._plan_strata()
                campaign._draw()
                counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[3])
        self.assertEqual(len(campaign.invitation_ids), 9 + 2 + 60)
