import {reactive, useState} from "@odoo/owl";
import {useDraggable} from "@web/core/utils/draggable";

function isInside({left, right, top, bottom}, {x, y}) {
    return x >= left && x < right && y >= top && y < bottom;
}

/** Return the place to drop under the pointer; what the pointer carries is no place. */
export function findSpot(root, point) {
    const spots = root.querySelectorAll(".o_schedule_spot");
    const board = root.querySelector(".o_schedule_board").getBoundingClientRect();
    return (
        isInside(board, point) &&
        [...spots].find((spot) => isInside(spot.getBoundingClientRect(), point))
    );
}

/**
 * Drag what has the class `o_schedule_movable` or `o_schedule_card`, and pull the ends
 * of items.
 *
 * @param {Object} root ref of the whole screen
 * @param {Object} callbacks
 * @param {Function} callbacks.getPlan `({element, spot, x, grip, isResize})` answers
 *     with `{rect, text, …}`: what would happen, and where to show it
 * @param {Function} callbacks.onPlan called with the last plan when it is let go
 * @returns {Object} `{plan}` reactive, for the shadow under the pointer
 */
export function useScheduleDrag(root, {getPlan, onPlan}) {
    const shadow = useState(reactive({plan: null}));
    let grip = 0;
    const update = (isResize, {element, x, y}) => {
        const spot = findSpot(root.el, {x, y});
        shadow.plan = getPlan({element, spot, x, grip, isResize}) || null;
    };
    const handlers = (isResize) => ({
        ref: root,
        tolerance: 5,
        touchDelay: 350,
        cursor: isResize ? "ew-resize" : "grabbing",
        onDragStart: (params) => {
            grip = isResize
                ? 0
                : params.x - params.element.getBoundingClientRect().left;
            update(isResize, params);
        },
        onDrag: (params) => update(isResize, params),
        onDrop: () => shadow.plan && onPlan(shadow.plan),
        onDragEnd: () => {
            shadow.plan = null;
        },
    });
    useDraggable({
        ...handlers(false),
        elements: ".o_schedule_movable, .o_schedule_card",
        ignore: ".o_schedule_resize, input, select, a",
    });
    useDraggable({...handlers(true), elements: ".o_schedule_resize"});
    return shadow;
}
