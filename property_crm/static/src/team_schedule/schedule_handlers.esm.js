import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {toText} from "./schedule_layout.esm";

/**
 * Who handles what stands in the schedule, by the name of its model. A handler is
 *
 *  - `open(schedule, item)`: show it;
 *  - `move(schedule, {item, start, stop, fromUserId, userId, reason})`: move it, or
 *    another length; instants in milliseconds. Answer with a function that undoes it,
 *    or with `false` if nothing was moved. An error shows its message and changes
 *    nothing; after an error with `property_clash` in its context it is called again,
 *    with the reason that the user gives for a double booking. So is the undoing;
 *  - `drop(schedule, {card, start, stop, userId, reason})`: plan what was dragged out of a
 *    panel, the same answer. `card` holds the data attributes of what was dragged;
 *  - `Panel`: component at the side, with the prop `schedule`. What it offers carries
 *    the class `o_schedule_card` and `data-model`, `data-id`, `data-minutes`,
 *    `data-label`;
 *  - `color(item)`: a class for what it looks like.
 *
 * `schedule` offers `orm`, `action`, `dialog`, `notification`, `data` (what is shown),
 * `reload()` and `toText(ms)`. All of a handler is optional.
 */
export const handlers = registry.category("property_team_schedule");

export function getHandler(model) {
    return handlers.get(model, {});
}

export function getPanels() {
    return handlers
        .getEntries()
        .filter(([, handler]) => handler.Panel)
        .map(([model, handler]) => ({model, Panel: handler.Panel}));
}

function openEvent(schedule, item) {
    schedule.dialog.add(FormViewDialog, {
        resModel: "calendar.event",
        resId: item.id,
        title: _t("Event"),
        onRecordSaved: () => schedule.reload(),
    });
}

async function moveEvent(schedule, change) {
    const {item, start, stop, fromUserId, userId, reason} = change;
    const values = {
        id: item.id,
        start: toText(start),
        stop: toText(stop),
        from_user_id: fromUserId,
        user_id: userId,
    };
    const move = (wanted, why) =>
        schedule.orm.call("property.team.schedule", "api_move", [
            {...wanted, reason: why || false},
        ]);
    const {undo} = await move(values, reason);
    return (why) => move(undo, why);
}

handlers.add("calendar.event", {open: openEvent, move: moveEvent});
