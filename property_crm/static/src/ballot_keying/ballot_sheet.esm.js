/**
 * One returned paper ballot as it is keyed: which motion is next, and what a key does.
 *
 * Digits are those printed in the boxes. Nothing here knows of the screen or the server.
 */

const CHOICES = {
    1: "yes",
    y: "yes",
    2: "no",
    n: "no",
    3: "abstain",
    a: "abstain",
    9: "invalid",
    x: "invalid",
};
const BACK = ["ArrowLeft", "ArrowUp", "Backspace"];
const ON = ["ArrowRight", "ArrowDown", "Enter", "Tab"];
const NOT_MARKED = [" ", "."];

/** The same choice, whatever the order of its names. */
function toText(choice) {
    return JSON.stringify(Array.isArray(choice) ? [...choice].sort() : choice);
}

export class BallotSheet {
    constructor(motions) {
        this.motions = motions;
        this.clear();
    }

    clear() {
        this.choices = {};
        this.first = null;
        this.differing = null;
        this.position = 0;
        this.typed = "";
    }

    /** The motions the cursor passes: all, or those keyed twice and differently. */
    get way() {
        const {differing, motions} = this;
        return differing ? motions.filter(({id}) => differing.includes(id)) : motions;
    }

    get motion() {
        return this.way[this.position];
    }

    get isAtEnd() {
        return this.position >= this.way.length;
    }

    get isEmpty() {
        return !Object.keys(this.choices).length;
    }

    /** Take a key; return whether it meant something: "moved", "refused" or false. */
    press(key) {
        if (BACK.includes(key)) {
            return this.back();
        }
        if (this.isAtEnd) {
            return false;
        }
        if (ON.includes(key)) {
            return this.typed ? "refused" : this.on();
        }
        if (NOT_MARKED.includes(key)) {
            delete this.choices[this.motion.id];
            return this.on();
        }
        const small = key.toLowerCase();
        return this.motion.kind === "election"
            ? this.pressName(small)
            : this.pressChoice(small);
    }

    pressChoice(key) {
        const choice = CHOICES[key];
        if (choice) {
            return this.choose(choice);
        }
        if (key === "0") {
            delete this.choices[this.motion.id];
            return this.on();
        }
        return key.length === 1 ? "refused" : false;
    }

    /** Numbers of names: a digit each, two where there are ten names or more. */
    pressName(key) {
        if (key === "x") {
            return this.choose("invalid");
        }
        if (!/^\d$/.test(key)) {
            return key.length === 1 ? "refused" : false;
        }
        const {candidates} = this.motion;
        const width = String(candidates.length).length;
        this.typed += key;
        if (this.typed === "0".repeat(width)) {
            return this.choose([]);
        }
        if (this.typed.length < width) {
            return "typed";
        }
        const wanted = Number(this.typed);
        this.typed = "";
        const candidate = candidates.find(({place}) => place === wanted);
        return candidate ? this.toggle(candidate.id) : "refused";
    }

    toggle(id) {
        const chosen = this.choices[this.motion.id];
        const names = Array.isArray(chosen) ? chosen : [];
        const kept = names.filter((one) => one !== id);
        if (kept.length === names.length) {
            kept.push(id);
        }
        if (kept.length > this.motion.seats) {
            return "many";
        }
        if (kept.length) {
            this.choices[this.motion.id] = kept;
        } else {
            delete this.choices[this.motion.id];
        }
        return "marked";
    }

    choose(choice) {
        this.choices[this.motion.id] = choice;
        return this.on();
    }

    on() {
        this.typed = "";
        this.position = Math.min(this.position + 1, this.way.length);
        return "moved";
    }

    back() {
        if (this.typed) {
            this.typed = "";
            return "typed";
        }
        this.position = Math.max(this.position - 1, 0);
        return "moved";
    }

    /**
     * Return what is to do when all is keyed: "again" if it is to be keyed once more,
     * "differing" if both times were not the same, "done" if it can be cast.
     */
    finish(isTwice) {
        if (!isTwice || this.differing) {
            return "done";
        }
        if (!this.first) {
            const {choices} = this;
            this.clear();
            this.first = choices;
            return "again";
        }
        const differing = this.motions
            .filter(({id}) => toText(this.choices[id]) !== toText(this.first[id]))
            .map(({id}) => id);
        if (!differing.length) {
            return "done";
        }
        Object.assign(this, {differing, position: 0});
        return "differing";
    }
}
