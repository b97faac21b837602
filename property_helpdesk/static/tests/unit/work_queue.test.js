import {expect, test} from "@odoo/hoot";
import {WorkQueue} from "@property_helpdesk/work/work_queue.esm";

function makeStorage({isFull = false} = {}) {
    const kept = new Map();
    return {
        getItem: (name) => (kept.has(name) ? kept.get(name) : null),
        setItem(name, text) {
            if (isFull) {
                throw new Error("QuotaExceededError");
            }
            kept.set(name, text);
        },
        removeItem: (name) => kept.delete(name),
    };
}

function makeQueue(storage, answers) {
    const sent = [];
    const send = async (operation) => {
        sent.push(operation);
        const answer = answers.shift() || {status: "done"};
        if (answer === "lost") {
            throw new Error("connection lost");
        }
        return answer;
    };
    const queue = new WorkQueue({storage, name: "work.1.7", send});
    return {queue, sent};
}

test("what was typed outlives the page", () => {
    const storage = makeStorage();
    const {queue} = makeQueue(storage, []);
    queue.setDraft({solution: "Washer re"});
    queue.add("check", {item_id: 3, is_done: true});
    const {queue: again} = makeQueue(storage, []);
    expect(again.draft.solution).toBe("Washer re");
    expect(again.waiting).toHaveLength(1);
    const other = new WorkQueue({storage, name: "work.2.7", send: () => undefined});
    expect(other.waiting).toHaveLength(0);
    expect(other.draft).toEqual({});
});

test("sent in order, each key once", async () => {
    const {queue, sent} = makeQueue(makeStorage(), []);
    queue.add("start", {});
    queue.add("check", {item_id: 3});
    expect(await queue.flush()).toBe(true);
    expect(sent.map((operation) => operation.kind)).toEqual(["start", "check"]);
    expect(new Set(sent.map((operation) => operation.key)).size).toBe(2);
    expect(queue.operations).toEqual([]);
});

test("nothing is lost with the connection, and the same key is sent again", async () => {
    const storage = makeStorage();
    const {queue, sent} = makeQueue(storage, [{status: "done"}, "lost"]);
    queue.add("start", {});
    queue.add("material", {name: "Washer"});
    expect(await queue.flush()).toBe(false);
    expect(queue.waiting).toHaveLength(1);
    const {queue: later, sent: resent} = makeQueue(storage, []);
    expect(await later.flush()).toBe(true);
    expect(resent).toHaveLength(1);
    expect(resent[0]).toEqual(sent[1]);
});

test("what is refused stays, and does not hold up the rest", async () => {
    const {queue, sent} = makeQueue(makeStorage(), [
        {status: "refused", message: "Take a photo first"},
        {status: "done"},
    ]);
    const {key} = queue.add("check", {item_id: 3});
    queue.add("start", {});
    expect(await queue.flush()).toBe(true);
    expect(sent).toHaveLength(2);
    expect(queue.refused[0].message).toBe("Take a photo first");
    queue.retry(key);
    await queue.flush();
    expect(sent[2].key).toBe(key);
    expect(queue.operations).toEqual([]);
});

test("two flushes at once send once", async () => {
    const {queue, sent} = makeQueue(makeStorage(), []);
    queue.add("start", {});
    await Promise.all([queue.flush(), queue.flush()]);
    expect(sent).toHaveLength(1);
});

test("says when the phone is full, and still sends", async () => {
    const {queue, sent} = makeQueue(makeStorage({isFull: true}), []);
    queue.add("photo", {data: "x"});
    expect(queue.isStored).toBe(false);
    await queue.flush();
    expect(sent).toHaveLength(1);
});

test("broken storage does not break the page", () => {
    const storage = makeStorage();
    storage.setItem("work.1.7", "{not json");
    const {queue} = makeQueue(storage, []);
    expect(queue.operations).toEqual([]);
    expect(queue.page).toBe(null);
});
