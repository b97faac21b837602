import {Component, useEffect, useRef} from "@odoo/owl";
import {CHOICES} from "./call_script.esm";

const INPUTS = {number: "number", date: "date"};

/** A step of a script: what to say, and the control for the answer. */
export class CallQuestion extends Component {
    static template = "property_crm.CallQuestion";
    static props = {
        step: Object,
        value: {optional: true},
        isCurrent: Boolean,
        onAnswer: Function,
        onSkip: Function,
    };

    setup() {
        this.root = useRef("root");
        useEffect(
            (isCurrent) => {
                if (isCurrent) {
                    this.root.el.scrollIntoView?.({block: "nearest"});
                }
            },
            () => [this.props.isCurrent]
        );
    }

    get isChoice() {
        return CHOICES.includes(this.props.step.kind);
    }

    get inputType() {
        return INPUTS[this.props.step.kind];
    }

    get value() {
        return this.props.value ?? "";
    }

    onChange({target}) {
        const {kind} = this.props.step;
        let value = target.value.trim();
        if (kind === "number" && value) {
            value = Number(value);
        }
        this.props.onAnswer(this.props.step, value === "" ? null : value);
    }
}
