/**
 * What somebody has noted on a phone and the server has not confirmed yet.
 *
 * Kept in the storage of the browser under one name for each user and request, and
 * sent in the order it was noted. Each operation has a key of its own, so that sending
 * it twice does it once. Knows nothing of Odoo: `send(operation)` resolves to
 * `{status, message}` and rejects where the server could not be reached.
 */

function parse(text) {
    try {
        return JSON.parse(text) || {};
    } catch {
        return {};
    }
}

export class WorkQueue {
    constructor({storage, name, send, onChange}) {
        this.storage = storage;
        this.name = name;
        this.send = send;
        this.onChange = onChange || (() => undefined);
        this.isSending = false;
        this.isStored = true;
        const kept = parse(storage.getItem(name));
        this.operations = Array.isArray(kept.operations) ? kept.operations : [];
        this.draft = kept.draft || {};
        this.page = kept.page || null;
    }

    get waiting() {
        return this.operations.filter((operation) => operation.status === "waiting");
    }

    get refused() {
        return this.operations.filter((operation) => operation.status === "refused");
    }

    /** Keep everything; say so where the storage of the phone is full. */
    save() {
        const {operations, draft, page} = this;
        try {
            this.storage.setItem(this.name, JSON.stringify({operations, draft, page}));
            this.isStored = true;
        } catch {
            this.isStored = false;
        }
        this.onChange();
        return this.isStored;
    }

    setDraft(values) {
        Object.assign(this.draft, values);
        this.save();
    }

    setPage(page) {
        this.page = page;
        this.save();
    }

    add(kind, values) {
        const key = crypto.randomUUID
            ? crypto.randomUUID()
            : `${Date.now()}-${Math.random()}`;
        const operation = {key, kind, values, status: "waiting", message: ""};
        this.operations.push(operation);
        this.save();
        return operation;
    }

    remove(key) {
        this.operations = this.operations.filter((operation) => operation.key !== key);
        this.save();
    }

    /** Send once more what was refused, under the same key: it was not done. */
    retry(key) {
        const operation = this.operations.find((known) => known.key === key);
        operation.status = "waiting";
        this.save();
    }

    /** Forget the request; nothing is lost, for everything was sent. */
    clear() {
        this.storage.removeItem(this.name);
        this.operations = [];
        this.draft = {};
        this.page = null;
        this.onChange();
    }

    /**
     * Send what waits, one after the other, until all is sent or nobody answers.
     *
     * @returns {Promise<Boolean>} whether nothing waits any more
     */
    async flush() {
        if (this.isSending) {
            return false;
        }
        this.isSending = true;
        this.onChange();
        try {
            while (this.waiting.length) {
                await this.sendFirst();
            }
        } catch {
            return false;
        } finally {
            this.isSending = false;
            this.onChange();
        }
        return true;
    }

    async sendFirst() {
        const [operation] = this.waiting;
        const {key, kind, values} = operation;
        const answer = await this.send({key, kind, values});
        if (answer.status === "refused") {
            operation.status = "refused";
            operation.message = answer.message;
            this.save();
            return;
        }
        this.remove(key);
    }
}
