import {Component, onMounted, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {WorkSignature, loadSignaturePad} from "./work_signature.esm";
import {WorkQueue} from "./work_queue.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {deserializeDateTime, formatDateTime} from "@web/core/l10n/dates";
import {registry} from "@web/core/registry";
import {shrinkPhoto} from "./photo.esm";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

const MY_DAY = "property_helpdesk.property_my_day_action";
const RETRY_EVERY = 15000;
const EMPTY_MATERIAL = {name: "", quantity: 1, price_unit: 0, payer: "company"};

/** One request on the place, for a phone with a bad connection. */
export class WorkPage extends Component {
    static template = "property_helpdesk.WorkPage";
    static components = {WorkSignature};
    static props = {...standardActionServiceProps};
    static displayName = _t("Work sheet");
    static path = "work";

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({
            page: null,
            error: "",
            waiting: 0,
            refused: [],
            isSending: false,
            isStored: true,
            isSigning: false,
            form: {...EMPTY_MATERIAL, solution: "", close_cause: "solved"},
        });
        this.send = this.flush.bind(this);
        onWillStart(() => this.ticketId && this.start());
        // the address without a request: there is nothing to show but where to choose
        onMounted(() => this.ticketId || this.action.doAction(MY_DAY));
        browser.addEventListener("online", this.send);
        this.timer = browser.setInterval(this.send, RETRY_EVERY);
        onWillUnmount(() => {
            browser.removeEventListener("online", this.send);
            browser.clearInterval(this.timer);
        });
    }

    get ticketId() {
        return this.props.action.params?.ticket_id || this.props.resId;
    }

    async start() {
        this.queue = new WorkQueue({
            storage: browser.localStorage,
            name: `property_helpdesk.work.${user.userId}.${this.ticketId}`,
            send: async (operation) => {
                const [answer] = await this.orm.silent.call(
                    "helpdesk.ticket",
                    "api_work",
                    [[this.ticketId], [operation]]
                );
                return answer;
            },
            onChange: () => this.refresh(),
        });
        this.props.updateActionState?.({resId: this.ticketId});
        await this.flush();
        await this.load();
    }

    /** Show what the server says, or what it said last. */
    async load() {
        let page = this.queue.page;
        try {
            page = await this.orm.silent.call("helpdesk.ticket", "api_work_page", [
                [this.ticketId],
            ]);
            this.queue.setPage(page);
            this.state.error = "";
        } catch (error) {
            this.state.error = error.data?.message || "";
        }
        if (!page) {
            return;
        }
        if (page.is_closed && !this.queue.operations.length) {
            this.queue.clear();
        }
        // A copy: what is only noted is not what the server said
        this.state.page = JSON.parse(JSON.stringify(page));
        this.fillForm();
        this.showNoted();
        loadSignaturePad().catch(() => undefined);
    }

    fillForm() {
        const {form, page} = this.state;
        form.solution = form.solution || page.solution;
        form.uom_id = form.uom_id || page.uom_id;
        Object.assign(form, this.queue.draft);
    }

    refresh() {
        this.state.waiting = this.queue.waiting.length;
        this.state.refused = [...this.queue.refused];
        this.state.isSending = this.queue.isSending;
        this.state.isStored = this.queue.isStored;
    }

    /** What was noted here counts before the server has it. */
    showNoted() {
        for (const operation of this.queue.waiting) {
            this.show(operation);
        }
        this.refresh();
    }

    show({key, kind, values}) {
        const page = this.state.page;
        if (kind === "check") {
            const item = page.items.find((known) => known.id === values.item_id);
            Object.assign(item || {}, {is_done: values.is_done});
        } else if (kind === "photo") {
            page.photos.push({key, ...values});
        } else if (kind === "material") {
            page.materials.push({
                ...values,
                key,
                amount: values.quantity * values.price_unit,
            });
        } else if (kind === "drop") {
            page.materials = page.materials.filter(
                (line) => line.id !== values.material_id
            );
        } else if (kind === "signature") {
            page.signed_by = values.name;
        } else if (kind === "start") {
            page.is_started = true;
        } else if (kind === "finish") {
            page.is_closed = true;
        } else {
            this.showVisit(kind);
        }
    }

    showVisit(kind) {
        const page = this.state.page;
        if (kind === "missed") {
            page.visit = false;
        } else if (page.visit) {
            page.visit.state = kind === "way" ? "on_the_way" : "on_site";
        }
    }

    async note(kind, values) {
        this.show(this.queue.add(kind, values));
        await this.flush();
    }

    async flush() {
        const had = this.queue.waiting.length;
        const isSent = await this.queue.flush();
        if (had && isSent && this.state.page) {
            await this.load();
        }
    }

    // What people do

    begin() {
        return this.note("start", {});
    }

    setOff() {
        return this.note("way", {});
    }

    arrive() {
        return this.note("here", {});
    }

    miss(reason) {
        return this.note("missed", {reason});
    }

    tick(item) {
        return this.note("check", {item_id: item.id, is_done: !item.is_done});
    }

    type(name, ev) {
        this.state.form[name] = ev.target.value;
        this.queue.setDraft({[name]: ev.target.value});
    }

    async takePhoto(label, itemId, ev) {
        const files = [...ev.target.files];
        ev.target.value = "";
        for (const file of files) {
            const data = await shrinkPhoto(file);
            await this.note("photo", {
                label,
                item_id: itemId,
                name: file.name,
                data,
            });
        }
    }

    photoUrl(photo) {
        return photo.data || `/web/image/${photo.id}/256x256`;
    }

    photosOf(label) {
        return this.state.page.photos.filter((photo) => photo.label === label);
    }

    hasPhoto(item) {
        return this.state.page.photos.some((photo) => photo.item_id === item.id);
    }

    addMaterial() {
        const form = this.state.form;
        const uom_id = Number(form.uom_id);
        const uom = this.state.page.uoms.find((known) => known.id === uom_id);
        const values = {
            name: form.name.trim(),
            quantity: Number(form.quantity) || 1,
            price_unit: Number(form.price_unit) || 0,
            payer: form.payer,
            uom_id,
            uom: uom?.name || "",
        };
        Object.assign(form, EMPTY_MATERIAL);
        this.queue.setDraft({...EMPTY_MATERIAL});
        return this.note("material", values);
    }

    async dropMaterial(line) {
        if (line.id) {
            await this.note("drop", {material_id: line.id});
        } else {
            this.queue.remove(line.key);
            await this.load();
        }
    }

    async openPad() {
        try {
            await loadSignaturePad();
            this.state.isSigning = true;
        } catch {
            this.state.error = _t("The signature needs a connection once. Try again.");
        }
    }

    closePad() {
        this.state.isSigning = false;
    }

    sign(values) {
        this.closePad();
        return this.note("signature", values);
    }

    finish() {
        const {solution, close_cause, fault_cause_id} = this.state.form;
        return this.note("finish", {
            solution,
            close_cause,
            fault_cause_id: Number(fault_cause_id) || false,
        });
    }

    get needsCause() {
        return this.state.page.repaired.includes(this.state.form.close_cause);
    }

    get canFinish() {
        const {solution, fault_cause_id} = this.state.form;
        return solution.trim() && (!this.needsCause || fault_cause_id);
    }

    retry(operation) {
        this.queue.retry(operation.key);
        return this.flush();
    }

    async discard(operation) {
        this.queue.remove(operation.key);
        await this.load();
    }

    async showPhone() {
        const action = await this.orm.call("helpdesk.ticket", "action_disclose", [
            [this.ticketId],
        ]);
        this.action.doAction(action, {onClose: () => this.load()});
    }

    openRequest() {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: this.ticketId,
            views: [[false, "form"]],
        });
    }

    openMyDay() {
        this.action.doAction("property_helpdesk.property_my_day_action", {
            clearBreadcrumbs: true,
        });
    }

    /** Ids come back from the form as text. */
    isSame(id, chosen) {
        return String(id) === String(chosen);
    }

    // Words

    get deadline() {
        const text = this.state.page.deadline;
        return text ? formatDateTime(deserializeDateTime(text)) : "";
    }

    get kinds() {
        return {
            start: _t("Start of work"),
            check: _t("Checklist"),
            photo: _t("Photo"),
            material: _t("Material"),
            drop: _t("Material removed"),
            signature: _t("Signature"),
            finish: _t("Finish"),
            way: _t("On my way"),
            here: _t("I am here"),
            missed: _t("Nothing came of it"),
        };
    }
}

registry.category("actions").add("property_helpdesk.work", WorkPage);
