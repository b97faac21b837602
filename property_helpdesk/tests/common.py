from odoo.tests import new_test_user

from odoo.addons.property_crm.tests.common import PropertyCommon


class HelpdeskCommon(PropertyCommon):
    """A resident on ``unit``, another on ``other_unit``, a team, and tickets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.helpdesk_mgmt_ticket_auto_assign = False
        cls.Ticket = cls.env["helpdesk.ticket"]
        cls.resident = cls._create_resident("Zhang Wei", "zhang@example.com")
        cls.neighbour = cls._create_resident("Li Na", "li@example.com", cls.other_unit)
        cls.stage_new = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new")
        cls.stage_done = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        cls.stage_work = cls.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        cls.leak = cls._get_class("kitchen_water_leak")

    @classmethod
    def _get_users(cls):
        technician = ("technician", "property_crm.group_property_agent")
        return {**super()._get_users(), "technician": technician}

    @classmethod
    def _enrol_users(cls):
        return super()._enrol_users() | cls._enrol(
            cls.user_technician, cls.site.territory_id, role="technician"
        )

    @classmethod
    def _enable_chatter(cls):
        """Undo what the common base switches off: messages, followers, tracking."""
        cls.env = cls.env(context={"no_reset_password": True})
        cls.Ticket = cls.env["helpdesk.ticket"]

    @classmethod
    def _get_class(cls, name):
        return cls.env.ref(f"property_helpdesk.property_ticket_class_{name}")

    @classmethod
    def _create_resident(cls, name, email, unit=None, role="tenant"):
        partner = cls.env["res.partner"].create({"name": name, "email": email})
        cls.env["property.occupancy"].create(
            {
                "unit_id": (unit or cls.unit).id,
                "partner_id": partner.id,
                "role": role,
                "date_from": "2020-01-01",
            }
        )
        return partner

    @classmethod
    def _create_portal(cls, login, partner):
        return new_test_user(
            cls.env,
            login,
            name=partner.name,
            groups="base.group_portal",
            partner_id=partner.id,
        )

    @classmethod
    def _prepare_vals(cls, **values):
        return {
            "name": "Leak",
            "unit_id": cls.unit.id,
            "partner_id": cls.resident.id,
            **values,
        }

    @classmethod
    def _create_tickets(cls, count=1, **values):
        return cls.Ticket.create([cls._prepare_vals(**values) for _n in range(count)])
