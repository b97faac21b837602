import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const MODEL = "property.call.back";

/** Show a call-back that stands in the schedule of the team. */
function openCallBack(schedule, item) {
    schedule.dialog.add(FormViewDialog, {
        resModel: MODEL,
        resId: item.id,
        title: _t("Call-back"),
        onRecordSaved: () => schedule.reload(),
    });
}

registry.category("property_team_schedule").add(MODEL, {open: openCallBack});
