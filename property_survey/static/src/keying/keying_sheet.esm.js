/**
 * One returned sheet as it is keyed: which question is next, and what each key does.
 *
 * Digits answer and move on. 0 and the space bar leave a question out, but where 0 is a
 * level of the scale; + is ten. Nothing here knows of the screen or of the server.
 */

const TEN = ["+", "*"];
const BACK = ["ArrowLeft", "ArrowUp"];
const ON = ["ArrowRight", "ArrowDown", "Tab"];
const NOT_ANSWERED = [" ", ".", ","];
const TOTAL = 100;

export class KeyingSheet {
    constructor(fields) {
        this.fields = fields;
        this.clear();
    }

    clear() {
        this.values = {};
        this.first = null;
        this.differing = null;
        this.position = 0;
        this.typed = "";
        this.isScaled = false;
    }

    /** The question before the cursor; undefined at the end. */
    get field() {
        return this.way[this.position];
    }

    /** The questions the cursor passes: all, or those keyed twice and differently. */
    get way() {
        const {differing, fields} = this;
        return differing ? fields.filter(({id}) => differing.includes(id)) : fields;
    }

    get isAtEnd() {
        return this.position >= this.way.length;
    }

    get answered() {
        return Object.keys(this.values).length;
    }

    /** Sum of the points, or null where none are asked or given. */
    get points() {
        const given = this.fields
            .filter(({kind, id}) => kind === "points" && id in this.values)
            .map(({id}) => this.values[id]);
        return given.length ? given.reduce((sum, value) => sum + value, 0) : null;
    }

    get arePointsWrong() {
        const {points} = this;
        return points !== null && points !== TOTAL;
    }

    // Keys

    /** Take a key; return whether it meant something: "moved", "refused" or false. */
    press(key) {
        if (BACK.includes(key)) {
            return this.back();
        }
        if (key === "Backspace") {
            return this.rubOut();
        }
        if (this.isAtEnd) {
            return false;
        }
        if (this.field.kind === "text") {
            return this.pressText(key);
        }
        if (ON.includes(key)) {
            return this.settle() ? this.on() : "refused";
        }
        return this.field.kind === "scale"
            ? this.pressScale(key)
            : this.pressNumber(key);
    }

    /** What is typed before the field of words is there to take it. */
    pressText(key) {
        const {id} = this.field;
        if (key === "Enter" || ON.includes(key)) {
            return this.write((this.values[id] || "") + this.typed);
        }
        if (key.length === 1) {
            this.typed += key;
            return "typed";
        }
        return false;
    }

    pressScale(key) {
        const {min, max} = this.field;
        if (NOT_ANSWERED.includes(key) || (key === "0" && min > 0)) {
            return this.leaveOut();
        }
        if (key === "Enter") {
            return this.on();
        }
        const level = TEN.includes(key) ? 10 : /^\d$/.test(key) ? Number(key) : NaN;
        if (Number.isNaN(level)) {
            return false;
        }
        return level < min || level > max ? "refused" : this.answer(level);
    }

    pressNumber(key) {
        if (/^\d$/.test(key) && this.typed.length < 9) {
            this.typed += key;
            return "typed";
        }
        if (NOT_ANSWERED.includes(key) && !this.typed) {
            return this.leaveOut();
        }
        if (key === "Enter" || key === " " || TEN.includes(key)) {
            return this.settle() ? this.on() : "refused";
        }
        return false;
    }

    /** Take what was typed of a number; return whether it can be. */
    settle() {
        const {field, typed} = this;
        if (typed) {
            const value = Number(typed);
            this.typed = "";
            if (field.kind === "points" && value > TOTAL) {
                return false;
            }
            this.values[field.id] = value;
        }
        return true;
    }

    answer(value) {
        this.values[this.field.id] = value;
        return this.on();
    }

    write(text) {
        const {id} = this.field;
        if (text.trim()) {
            this.values[id] = text.trim();
        } else {
            delete this.values[id];
        }
        return this.on();
    }

    leaveOut() {
        delete this.values[this.field.id];
        return this.on();
    }

    on() {
        this.isScaled = false;
        this.typed = "";
        this.position = Math.min(this.position + 1, this.way.length);
        return "moved";
    }

    back() {
        this.isScaled = false;
        this.typed = "";
        this.position = Math.max(this.position - 1, 0);
        return "moved";
    }

    rubOut() {
        if (this.typed) {
            this.typed = this.typed.slice(0, -1);
            return "typed";
        }
        return this.back();
    }

    go(id) {
        this.typed = "";
        this.position = Math.max(
            this.way.findIndex((field) => field.id === id),
            0
        );
    }

    // The end of the sheet

    /**
     * Return what is to do when the clerk says the sheet is done: "points" if they have
     * to be looked at first, "again" if it is to be keyed once more, "differing" if both
     * times were not the same, "done" if all is well.
     */
    finish(isTwice) {
        if (this.arePointsWrong && !this.isScaled) {
            this.isScaled = true;
            return "points";
        }
        if (!isTwice || this.differing) {
            return "done";
        }
        if (!this.first) {
            const {values} = this;
            this.clear();
            this.first = values;
            return "again";
        }
        const differing = this.fields
            .filter(
                ({id, kind}) => kind !== "text" && this.values[id] !== this.first[id]
            )
            .map(({id}) => id);
        if (!differing.length) {
            return "done";
        }
        this.differing = differing;
        this.position = 0;
        return "differing";
    }

    /** Show what was keyed before, to put it right. */
    load(answers) {
        this.clear();
        this.values = {...answers};
    }
}
