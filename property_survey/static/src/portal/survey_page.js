/** @odoo-module ignore **/
/* The questionnaire's page: small, and not part of the bundle of the other pages.
   Without it the form is sent as any form is. */
(() => {
    "use strict";

    const WAITS = [1, 4, 8, 15, 30].map((seconds) => seconds * 1000);
    const form = document.querySelector("form.o_survey_sheet");

    /** Numbers that come near the shares and sum to the total: largest remainders. */
    function divide(shares, total) {
        const sum = shares.reduce((a, b) => a + b, 0);
        const exact = shares.map((share) =>
            sum ? (share * total) / sum : total / shares.length
        );
        const whole = exact.map(Math.floor);
        let left = total - whole.reduce((a, b) => a + b, 0);
        const order = [...exact.keys()].sort(
            (a, b) => exact[b] - whole[b] - (exact[a] - whole[a]) || a - b
        );
        for (const place of order) {
            if (left-- <= 0) {
                break;
            }
            whole[place]++;
        }
        return whole;
    }

    class Draft {
        constructor(name) {
            this.name = `survey-${name}`;
        }
        read() {
            try {
                return JSON.parse(localStorage.getItem(this.name)) || {};
            } catch {
                return {};
            }
        }
        write(values) {
            try {
                localStorage.setItem(this.name, JSON.stringify(values));
            } catch {
                // a browser that keeps nothing: the sheet can be sent all the same
                this.name = "";
            }
        }
        clear() {
            localStorage.removeItem(this.name);
        }
    }

    class Points {
        constructor(el, changed) {
            this.inputs = [...el.querySelectorAll("input")];
            this.sum = el.querySelector(".o_survey_sum");
            this.changed = changed;
            el.querySelector(".o_survey_even").onclick = () => this.fill(() => 1);
            el.querySelector(".o_survey_hundred").onclick = () =>
                this.fill((input) => Math.max(0, Number(input.value) || 0));
            el.addEventListener("input", () => this.show());
            this.show();
        }
        fill(getShare) {
            const points = divide(this.inputs.map(getShare), 100);
            this.inputs.forEach((input, place) => (input.value = points[place]));
            this.show();
            this.changed();
        }
        show() {
            const sum = this.inputs.reduce((a, {value}) => a + (Number(value) || 0), 0);
            this.sum.querySelector("output").value = Number(sum.toFixed(2));
            this.sum.classList.toggle("text-success", sum === 100);
            this.sum.classList.toggle("text-danger", sum > 100);
        }
    }

    class Sheet {
        constructor(el) {
            this.el = el;
            this.draft = new Draft(el.dataset.name);
            this.status = el.querySelector(".o_survey_status");
            this.bar = document.querySelector(".o_survey_progress");
            this.restore();
            this.points = [...el.querySelectorAll(".o_survey_points")].map(
                (box) => new Points(box, () => this.changed())
            );
            el.addEventListener("input", () => this.changed());
            el.addEventListener("submit", (ev) => this.onSubmit(ev));
            this.changed();
        }

        get questions() {
            return [...this.el.querySelectorAll("[data-question]")];
        }

        // What is kept in the browser

        collect() {
            const values = {};
            for (const [name, value] of new FormData(this.el)) {
                if ((/^q\d+$/.test(name) && value) || name === "key") {
                    (values[name] ||= []).push(value);
                }
            }
            return values;
        }

        restore() {
            for (const [name, texts] of Object.entries(this.draft.read())) {
                for (const input of this.el.querySelectorAll(
                    `[name="${CSS.escape(name)}"]`
                )) {
                    if (["radio", "checkbox"].includes(input.type)) {
                        input.checked = texts.includes(input.value);
                    } else {
                        input.value = texts[0];
                    }
                }
            }
        }

        changed() {
            this.draft.write(this.collect());
            this.showTriggered();
            this.showProgress();
        }

        showTriggered() {
            for (const box of this.el.querySelectorAll("[data-triggers]")) {
                box.hidden = !box.dataset.triggers.split(" ").some((trigger) => {
                    const [question, place] = trigger.split(":");
                    return this.el.querySelector(
                        `[name="q${question}"][value="${place}"]:checked`
                    );
                });
                box.disabled = box.hidden;
            }
        }

        showProgress() {
            const values = this.collect();
            const asked = this.questions.filter((box) => !box.hidden);
            const done = asked.filter((box) => `q${box.dataset.question}` in values);
            const percent = Math.round((100 * done.length) / (asked.length || 1));
            this.bar.querySelector(".progress-bar").style.width = `${percent}%`;
            this.bar.querySelector(".progress").setAttribute("aria-valuenow", percent);
            this.bar.querySelector("output").value = `${done.length} / ${asked.length}`;
        }

        // Sending

        async onSubmit(ev) {
            ev.preventDefault();
            if (this.isSending) {
                return;
            }
            this.isSending = true;
            const button = this.el.querySelector("button[type=submit]");
            button.disabled = true;
            try {
                await this.send();
            } finally {
                this.isSending = false;
                button.disabled = false;
            }
        }

        /** Send until it has arrived; the server takes the same sheet once. */
        async send() {
            for (const wait of [...WAITS, 0]) {
                this.say("sending");
                const answer = await this.post();
                if (answer) {
                    this.take(answer);
                    return;
                }
                this.say("offline");
                await new Promise((resolve) => setTimeout(resolve, wait));
            }
            this.say("kept");
        }

        async post() {
            try {
                const response = await fetch(this.el.action, {
                    method: "POST",
                    body: new URLSearchParams(new FormData(this.el)),
                    headers: {"X-Requested-With": "fetch"},
                });
                return await response.json();
            } catch {
                return null;
            }
        }

        take(answer) {
            if (answer.status === "error") {
                this.showErrors(answer.errors);
            } else if (answer.status === "busy") {
                this.say("busy");
            } else {
                this.draft.clear();
                location.replace(answer.url);
            }
        }

        showErrors(errors) {
            this.questions.forEach((box) =>
                this.mark(box, errors[box.dataset.question])
            );
            this.say("wrong", errors[0]);
            const first = this.el.querySelector(".o_survey_wrong");
            if (first) {
                first.scrollIntoView({block: "center"});
                first.querySelector("input, textarea").focus({preventScroll: true});
            }
        }

        mark(box, message) {
            box.classList.toggle("o_survey_wrong", Boolean(message));
            box.querySelector(".o_survey_error").textContent = message || "";
        }

        say(name, text) {
            const said = this.el.querySelector(`[data-say="${name}"]`);
            this.status.textContent = text || said.textContent.trim();
        }
    }

    if (form) {
        window.surveySheet = new Sheet(form);
    }
})();
