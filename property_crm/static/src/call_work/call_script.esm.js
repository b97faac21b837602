/** Rules of scripts on the screen, as tools/call_script.py has them on the server. */

export const CHOICES = ["choice", "yes_no"];

const SIGNS = {
    ">=": (number, limit) => number >= limit,
    "<=": (number, limit) => number <= limit,
    ">": (number, limit) => number > limit,
    "<": (number, limit) => number < limit,
    "=": (number, limit) => number === limit,
};

/** Return what follows a step after an answer; false at the end of the call. */
export function getNext(step, answer) {
    if (CHOICES.includes(step.kind)) {
        return step.options.find(({id}) => id === answer)?.goto || false;
    }
    const branch =
        typeof answer === "number" &&
        step.branches?.find(({sign, limit}) => SIGNS[sign](answer, limit));
    return (branch || step).goto || false;
}

/** Tell whether a step waits for an answer. */
export function isQuestion(step) {
    return step.kind !== "say";
}

function isAnswered(step, answers) {
    return ![undefined, null, ""].includes(answers[step.id]);
}

/**
 * Return the steps from the start as far as the answers lead, and the open question.
 *
 * What need not be answered by a choice may be skipped. A step that comes a second
 * time ends the way: it is there to be answered again.
 */
export function walk(script, answers, skipped = []) {
    const byId = Object.fromEntries(script.steps.map((step) => [step.id, step]));
    const path = [];
    let step = byId[script.start];
    while (step && !path.includes(step)) {
        path.push(step);
        const isOpen = isQuestion(step) && !isAnswered(step, answers);
        const isSkipped = skipped.includes(step.id) && !CHOICES.includes(step.kind);
        if (isOpen && !isSkipped) {
            return {path, current: step};
        }
        step = byId[getNext(step, answers[step.id])];
    }
    return {path, current: null};
}

/** Return what has to be saved: answers that changed, and null for those off the way. */
export function getChanges(script, before, answers, skipped) {
    const {path} = walk(script, answers, skipped);
    const onPath = new Set(path.map(({id}) => String(id)));
    const changes = {};
    for (const key of new Set([...Object.keys(before), ...Object.keys(answers)])) {
        const value = onPath.has(key) ? answers[key] : null;
        const next = [undefined, ""].includes(value) ? null : value;
        if ((before[key] ?? null) !== next) {
            changes[key] = next;
        }
    }
    return changes;
}
