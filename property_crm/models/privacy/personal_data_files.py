import csv
import io
import re

from odoo import api, models
from odoo.fields import Domain

MAX_BYTES = 50 * 1024 * 1024  # of all files in one copy
UNSAFE = re.compile(r"[^\w.() -]+")
PORTRAIT = "image_1920"


class PropertyPersonalData(models.AbstractModel):
    """The files about a person, in the copy of his data."""

    _inherit = "property.personal.data"

    @api.model
    def _write_files(self, archive, partner, self_service=False):
        """Add the files to the copy, and an index of all that there are."""
        rows, total = [], 0
        for file in self._find_files(partner, self_service):
            fits = total + file.file_size <= MAX_BYTES
            path = self._get_file_path(file) if fits else ""
            if fits:
                total += file.file_size
                # one after the other, so that they are not in memory together
                alone = file.with_prefetch()
                archive.writestr(path, alone.raw or b"")
                alone.invalidate_recordset(["raw", "datas"], flush=False)
            rows.append(self._describe_file(file, path))
        archive.writestr("files.csv", self._prepare_file_index(rows))

    @api.model
    def _find_files(self, partner, self_service=False):
        """Return the files about the person that whoever makes the copy may read.

        By himself on the portal a person gets what he has sent in and what was
        attached to the answers to him; files of the staff somebody looks at first.
        """
        ids_by_model = self._find_collected(partner)
        about = Domain.OR(
            Domain("res_model", "=", name) & Domain("res_id", "in", ids)
            for name, ids in ids_by_model.items()
        )
        portrait = Domain("res_field", "=", PORTRAIT) & Domain(
            "res_model", "=", "res.partner"
        )
        request = Domain("res_model", "=", "property.data.request")
        copies = request & Domain("mimetype", "=", "application/zip")
        stored = Domain("type", "=", "binary")
        stored &= Domain("res_field", "=", False) | portrait
        domain = about & stored & ~copies
        if self_service:
            # sudo: his own logins
            users = partner.sudo().with_context(active_test=False).user_ids
            domain &= Domain("create_uid", "in", users.ids) | request | portrait
        # sudo: what may be read is asked of what was found; a search by many kinds of
        # records raises where one of them is closed to the user
        found_sudo = self.env["ir.attachment"].sudo().search(domain, order="id")
        return found_sudo.with_env(self.env)._filtered_access("read")

    def _get_file_path(self, file):
        name = UNSAFE.sub("_", file.name or "")[-100:]
        return f"files/{file.id}-{name}"

    def _describe_file(self, file, path):
        note = "" if path else self.env._("Too large for this copy: ask for it.")
        return (
            path,
            file.name,
            self._describe_model(file.res_model),
            file.res_id,
            file.create_date.isoformat(),
            file.file_size,
            note,
        )

    def _prepare_file_index(self, rows):
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        head = [self.env._("File"), self.env._("Name"), self.env._("Kind"), "ID"]
        writer.writerow([*head, self.env._("Added on"), self.env._("Bytes"), ""])
        writer.writerows([self._quote(value) for value in row] for row in rows)
        return text.getvalue().encode("utf-8-sig")
