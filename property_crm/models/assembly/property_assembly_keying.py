from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...tools.check_digit import make_number, read_serial
from .ballot_desk import read_clock
from .property_ballot_sheet import LETTERS

GROUP = "property_crm.group_property_site_manager"


class PropertyAssembly(models.Model):
    """What the screen asks on which paper ballots are keyed. It tells no tendency."""

    _inherit = "property.assembly"

    def action_key_sheets(self):
        """Open the screen on which returned paper ballots are keyed."""
        self.ensure_one()
        self._check_keying_here()
        return {
            "type": "ir.actions.client",
            "tag": "property_crm.ballot_keying",
            "name": self.env._("Key paper ballots"),
            "params": {"assembly_id": self.id},
        }

    @api.model
    @api.readonly
    def api_keying_assemblies(self):
        """Return the votes whose paper ballots the user may key now.

        :return: ``[{"id": int, "name": str}]``
        :rtype: list
        :raise AccessError: the user keys no ballots
        """
        self._check_keying()
        found = self.search([("state", "=", "open")])
        return [
            {"id": one.id, "name": one.name} for one in found if one._is_keyed_now()
        ]

    @api.readonly
    def api_keying_form(self):
        """Return what is voted on, in the order of the printed ballot.

        :return: ``{"id", "name", "motions": [{"id", "place", "name", "kind": vote |
            election, "is_secret", "seats", "candidates": [{"id", "place", "name"}]}],
            "channels": [[code, name]], "keyed": int, "total": int}``
        :rtype: dict
        :raise AccessError: the user does not run this vote
        :raise UserError: no paper ballots of it are taken now
        """
        assembly_sudo = self._check_keying_here()
        return {
            "id": self.id,
            "name": self.name,
            "motions": [
                motion._prepare_keying(place)
                for place, motion in assembly_sudo._get_numbered_motions()
            ],
            "channels": [list(pair) for pair in assembly_sudo._get_paper_channels()],
            **self._count_keyed(),
        }

    @api.readonly
    def api_check_ballot(self, number):
        """Tell whose ballot this is, and whether it can be keyed.

        :param str number: as printed, or what the square code says
        :return: ``{"number", "units", "owners", "all_sign": bool, "motions": [ids that
            are asked], "voted": [ids voted on already], "proxies": [{"id", "name"}],
            "status": free | keyed | voted, "keyed_at": ISO 8601 in UTC or "",
            "keyed_by": str}``
        :rtype: dict
        :raise ValidationError: there is no such ballot here (says why)
        """
        sheet_sudo = self._check_keying_here()._find_sheet(number)
        return sheet_sudo._prepare_keying()

    def api_key_ballot(self, number, choices, channel="paper", proxy=None):
        """Cast what stands on a paper ballot. It is taken once, and is final.

        :param str number: as printed, or what the square code says
        :param dict choices: ``{motion id: yes | no | abstain | invalid, or [ids of
            candidates]}``; what is not marked is left out
        :param str channel: paper | meeting | representative
        :param proxy: id of the proxy whose agent has signed
        :return: ``{"status": accepted | exists, "voted": [names of motions on which
            the head had voted already], "keyed": int, "total": int}``
        :rtype: dict
        :raise ValidationError: no such ballot, or a choice that cannot be
        """
        assembly_sudo = self._check_channel(channel)
        sheet_sudo = assembly_sudo._find_sheet(number)
        taken = sheet_sudo._key(self._read_choices(choices), channel, proxy)
        return taken | self._count_keyed()

    # Rights

    @api.model
    def _check_keying(self):
        if not self.env.user.has_group(GROUP):
            raise AccessError(
                self.env._("Paper ballots are keyed by the managers of the site.")
            )

    def _check_keying_here(self):
        """Return the assembly, as sudo, if the user may key its ballots now."""
        self.ensure_one()
        self._check_keying()
        self.check_access("write")
        # sudo: sheets and ballots are written by the system alone
        assembly_sudo = self.sudo()
        assembly_sudo._check_paper()
        if not assembly_sudo._is_keyed_now():
            raise UserError(
                self.env._(
                    "“%(assembly)s” is not open: no votes are taken now.",
                    assembly=assembly_sudo.name,
                )
            )
        return assembly_sudo

    def _check_channel(self, channel):
        """Return the assembly, as sudo, if its ballots come back in this way now."""
        assembly_sudo = self._check_keying_here()
        if channel not in dict(assembly_sudo._get_paper_channels()):
            raise ValidationError(
                self.env._("Paper ballots of this vote do not come back in this way.")
            )
        return assembly_sudo

    def _is_keyed_now(self):
        return self._is_open_now() and self._is_on_paper()

    # What comes in

    def _find_sheet(self, number):
        """Return the sheet of a number or code, of this assembly alone."""
        [sheet] = self._find_sheets([number])
        if isinstance(sheet, ValidationError):
            raise sheet
        return sheet

    def _find_sheets(self, numbers):
        """Return for each number or code its sheet, or the error of why not."""
        names = [self._read_number(number) for number in numbers]
        sheets = self.env["property.ballot.sheet"]
        tokens = [name for name in names if isinstance(name, str)]
        serials = [name for name in names if isinstance(name, int)]
        here = fields.Domain("assembly_id", "=", self.id) & fields.Domain(
            "number", "in", serials
        )
        found = {sheet.number: sheet for sheet in sheets.search(here)}
        coded = sheets.search(fields.Domain("token", "in", tokens))
        found |= {sheet.token: sheet for sheet in coded}
        return [
            name
            if isinstance(name, ValidationError)
            else self._check_found(found.get(name), number)
            for name, number in zip(names, numbers, strict=True)
        ]

    def _check_found(self, sheet, number):
        if not sheet:
            return ValidationError(
                self.env._(
                    "No paper ballot %(number)s was made here.",
                    number=number.strip().upper(),
                )
            )
        if sheet.assembly_id != self:
            return ValidationError(self.env._("This ballot is of another vote."))
        return sheet

    def _read_number(self, number):
        """Return a code, the serial of a number, or the error of why it is neither."""
        text = number.strip().upper() if isinstance(number, str) else ""
        if text[:1] == "B" and set(text[1:]) <= set(LETTERS):
            return text
        try:
            return self._read_serial(text)
        except ValidationError as error:
            return error

    def _read_serial(self, text):
        try:
            return read_serial(text)
        except ValueError as error:
            if str(error) == "check":
                message = self.env._(
                    "The number is not right: look at its last digits."
                )
            else:
                message = self.env._("This is no number of a paper ballot.")
            raise ValidationError(message) from None

    def _read_choices(self, choices):
        if not isinstance(choices, dict) or not choices:
            raise ValidationError(self.env._("Nothing is marked on this ballot."))
        try:
            return {int(key): value for key, value in choices.items()}
        except (TypeError, ValueError):
            raise ValidationError(
                self.env._("choices: the numbers of motions are expected.")
            ) from None

    # What is there

    def _get_numbered_motions(self):
        """Return ``[(its number on the agenda, motion)]`` of what is voted on."""
        return [
            (place, motion)
            for place, motion in enumerate(self.motion_ids, 1)
            if motion._get_rule().needs_vote
        ]

    def _count_keyed(self):
        self.invalidate_recordset(["keyed_count", "sheet_count"])
        return {"keyed": self.keyed_count, "total": self.sheet_count}


class PropertyMotion(models.Model):
    _inherit = "property.motion"

    def _prepare_keying(self, place):
        return {
            "id": self.id,
            "place": place,
            "name": self.name,
            "kind": self.kind,
            "is_secret": self.is_secret,
            "seats": self.seats,
            "candidates": [
                {"id": one.id, "place": number, "name": one.name}
                for number, one in enumerate(self.candidate_ids, 1)
            ],
        }


class PropertyBallotSheet(models.Model):
    """One sheet that has come back."""

    _inherit = "property.ballot.sheet"

    def _prepare_keying(self):
        self.ensure_one()
        print_ = self._prepare_prints()[0]
        motions = [motion.id for _place, motion in print_["motions"]]
        voted = self._get_voted()
        is_left = set(motions) - set(voted)
        status = "keyed" if self.keyed_at else "free" if is_left else "voted"
        return {
            "number": make_number(self.number),
            "units": self.units or "",
            "owners": self.owner_names or "",
            "all_sign": print_["all_sign"],
            "motions": motions,
            "voted": voted,
            "proxies": self._get_proxies(),
            "status": status,
            "keyed_at": self.keyed_at.isoformat() + "Z" if self.keyed_at else "",
            "keyed_by": self.keyed_by_id.name or "",
        }

    def _get_voted(self):
        """Return the ids of the motions on which the head has voted."""
        found = self.env["property.ballot"].search(
            [
                ("motion_id", "in", self.assembly_id.motion_ids.ids),
                ("head_key", "=", self.head_key),
            ]
        )
        return found.motion_id.ids

    def _get_proxies(self):
        found = self.env["property.proxy"].search(
            [
                ("assembly_id", "=", self.assembly_id.id),
                ("head_key", "=", self.head_key),
                ("revoked_at", "=", False),
            ]
        )
        return [{"id": one.id, "name": one.agent_id.name} for one in found]

    def _key(self, choices, channel, proxy_id=None):
        """Cast what the sheet says, once; note who keyed it."""
        self.ensure_one()
        if self._lock_keyed():
            return {"status": "exists", "voted": []}
        proxy = self.env["property.proxy"].browse(proxy_id or ()).exists()
        votes = [
            self._prepare_vote(key, value, proxy) for key, value in choices.items()
        ]
        motions = self.env["property.motion"]
        answers = motions._cast(
            votes, "proxy" if proxy_id else channel, proxy.agent_id or None
        )
        for answer in answers:
            if answer["state"] == "refused":
                raise ValidationError(motions._describe_reason(answer["reason"]))
        self._mark_keyed()
        voted = [one["motion"] for one in answers if one["state"] == "exists"]
        return {"status": "accepted", "voted": motions.browse(voted).mapped("name")}

    def _lock_keyed(self):
        """Return those that are keyed; nobody else keys the others from now on.

        Two with the same sheet, people or programs: the second waits, and finds it
        keyed.
        """
        if not self:
            return self
        self.flush_recordset(["keyed_at"])
        self.env.cr.execute(
            "SELECT id, keyed_at FROM property_ballot_sheet"
            " WHERE id IN %s ORDER BY id FOR UPDATE",
            [tuple(self.ids)],
            # keyed at this moment: Odoo asks again, and the second is told so
            log_exceptions=False,
        )
        return self.browse(found for found, at in self.env.cr.fetchall() if at)

    def _mark_keyed(self):
        """Note who keyed them; what was left empty stays so."""
        self.write(
            {
                "keyed_at": read_clock(self.env.cr).replace(microsecond=0),
                "keyed_by_id": self.env.uid,
            }
        )

    def _prepare_vote(self, motion_id, value, proxy):
        if motion_id not in self.assembly_id.motion_ids.ids:
            raise ValidationError(self.env._("There is no such motion."))
        is_list = isinstance(value, list)
        if is_list and any(type(one) is not int for one in value):
            raise ValidationError(self.env._("This choice is not on the ballot."))
        return {
            "motion": motion_id,
            "head": self.head_key,
            "sheet": self.id,
            "proxy": proxy.id or None,
            **({"candidates": value} if is_list else {"choice": value}),
        }
