/* global SignaturePad */

import {Component, onMounted, useRef, useState} from "@odoo/owl";
import {loadJS} from "@web/core/assets";

/** Fetch the pad while there is a connection; the browser keeps it. */
export function loadSignaturePad() {
    return loadJS("/web/static/lib/signature_pad/signature_pad.umd.js");
}

/** Odoo's signature pad without what must be asked from the server. */
export class WorkSignature extends Component {
    static template = "property_helpdesk.WorkSignature";
    static props = {name: String, onSign: Function, onCancel: Function};

    setup() {
        this.canvas = useRef("canvas");
        this.state = useState({name: this.props.name, isEmpty: true});
        onMounted(() => this.start());
    }

    start() {
        const canvas = this.canvas.el;
        canvas.width = canvas.offsetWidth;
        canvas.height = canvas.offsetHeight;
        this.pad = new SignaturePad(canvas, {penColor: "DarkBlue"});
        this.pad.addEventListener("endStroke", () => {
            this.state.isEmpty = this.pad.isEmpty();
        });
    }

    clear() {
        this.pad.clear();
        this.state.isEmpty = true;
    }

    sign() {
        this.props.onSign({name: this.state.name.trim(), data: this.pad.toDataURL()});
    }
}
