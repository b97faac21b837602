import csv
import json
from io import TextIOWrapper
from zipfile import ZIP_DEFLATED, ZipFile

from odoo import api, fields, models
from odoo.tools import html2plaintext

from ...tools.masking import mask_name

BATCH = 500
IN_MEMORY = 1024 * 1024  # what is larger is written to a temporary file
SECRET = ("token", "password", "secret", "key", "uuid", "checksum", "fname")
SKIPPED_TYPES = {"binary", "image", "one2many", "many2many", "json", "properties"}
# Set by the system on every record, or only to make others quick.
TECHNICAL = {"id", "create_uid", "write_uid", "write_date", "display_name"}
NOT_EXPORTED = ("mail.notification", "mail.followers", "discuss.", "res.device")


class PropertyPersonalData(models.AbstractModel):
    """A copy of everything stored about a person, as JSON and as CSV."""

    _inherit = "property.personal.data"

    @api.model
    def _export_zip(self, file, partner, self_service=False):
        """Write the copy into the open file; return how many records are in it.

        The records as JSON and as CSV, and the files with an index of them.

        Written batch by batch, so that its size does not matter.

        :param self_service: only what the person gets without somebody looking first
        """
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            with archive.open("data.json", "w") as stream:
                count = self._write_json(stream, partner, self_service)
            with archive.open("data.csv", "w") as stream:
                self._write_csv(stream, partner, self_service)
            self._write_files(archive, partner, self_service)
        file.seek(0)
        return count

    def _write_json(self, stream, partner, self_service):
        count = 0
        head = {"person": partner.id, "made_on": fields.Datetime.now().isoformat()}
        stream.write(json.dumps(head).removesuffix("}").encode() + b', "records": [')
        for section, rows in self._collect(partner, self_service):
            for record_id, values in rows:
                entry = {"kind": section, "id": record_id} | {
                    name: value for name, _label, value in values
                }
                text = json.dumps(entry, ensure_ascii=False, default=str)
                stream.write((",\n" if count else "\n").encode() + text.encode())
                count += 1
        stream.write(b"\n]}\n")
        return count

    def _write_csv(self, stream, partner, self_service):
        text = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow([self.env._("Kind"), "ID", self.env._("What"), "="])
        for section, rows in self._collect(partner, self_service):
            for record_id, values in rows:
                for _name, label, value in values:
                    writer.writerow([section, record_id, label, self._quote(value)])
        text.flush()
        text.detach()

    @api.model
    def _quote(self, value):
        """Keep a spreadsheet from taking a text for a formula."""
        text = str(value)
        return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

    @api.model
    def _collect(self, partner, self_service=False):
        """Yield ``(kind, rows)``; a row is ``(id, [(field, label, value)])``."""
        wanted = self._get_self_service_fields() if self_service else None
        for name, ids in self._find_collected(partner).items():
            if name.startswith(NOT_EXPORTED) or (
                wanted is not None and name not in wanted
            ):
                continue
            names = wanted[name] if wanted else self._get_exported_fields(name)
            yield self._describe_model(name), self._read_rows(partner, name, ids, names)

    @api.model
    def _find_collected(self, partner):
        """Return ``{model: ids}`` of the records about the person, himself first."""
        ids_by_model = {"res.partner": partner.ids, **self._find_links(partner)}
        messages = self._find_messages("res.partner", partner.ids)
        known = ids_by_model.get("mail.message", [])
        ids_by_model["mail.message"] = sorted({*messages, *known})
        return ids_by_model

    @api.model
    def _get_exported_fields(self, model_name):
        return [
            name
            for name, field in self.env[model_name]._fields.items()
            if field.store
            and field.type not in SKIPPED_TYPES
            and name not in TECHNICAL
            and not any(word in name for word in SECRET)
        ]

    def _read_rows(self, partner, model_name, ids, names):
        for start in range(0, len(ids), BATCH):
            # sudo: a copy of all that is stored, which the caller was allowed to make
            records = self.env[model_name].sudo().browse(ids[start : start + BATCH])
            for record in records.exists():
                yield record.id, list(self._describe_values(partner, record, names))
            records.invalidate_recordset(flush=False)

    def _describe_values(self, partner, record, names):
        for name in names:
            field = record._fields[name]
            value = record[name]
            if value or field.type == "boolean" and value is not None:
                label = field._description_string(self.env)
                yield name, label, self._to_text(partner, record, field, value)

    def _to_text(self, partner, record, field, value):
        if field.type == "many2one":
            return self._name_of(partner, value)
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return labels.get(value, value)
        if field.type == "html":
            return html2plaintext(value)
        if field.type in ("date", "datetime"):
            return value.isoformat()
        return value

    def _name_of(self, partner, record):
        """Return the name of what is pointed at; of other residents its beginning."""
        name = record.display_name or ""
        people = record if record._name == "res.partner" else None
        if people and people != partner and people.is_privacy_protected:
            return mask_name(name)
        return name
