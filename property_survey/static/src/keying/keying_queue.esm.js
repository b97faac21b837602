/** Sheets that wait for the server: kept by the browser until they are taken. */

export class KeyingQueue {
    constructor(storage, key) {
        this.storage = storage;
        this.key = key;
    }

    get sheets() {
        try {
            return JSON.parse(this.storage.getItem(this.key) || "[]");
        } catch {
            return [];
        }
    }

    set sheets(sheets) {
        if (sheets.length) {
            this.storage.setItem(this.key, JSON.stringify(sheets));
        } else {
            this.storage.removeItem(this.key);
        }
    }

    add(sheet) {
        this.sheets = [
            ...this.sheets.filter(({number}) => number !== sheet.number),
            sheet,
        ];
    }

    remove(number) {
        this.sheets = this.sheets.filter((sheet) => sheet.number !== number);
    }

    /** Keep that the server refused a sheet, and why, until it is keyed again. */
    refuse(number, reason) {
        this.sheets = this.sheets.map((sheet) =>
            sheet.number === number ? {...sheet, reason} : sheet
        );
    }

    get waiting() {
        return this.sheets.filter(({reason}) => !reason);
    }

    get refused() {
        return this.sheets.filter(({reason}) => reason);
    }
}
