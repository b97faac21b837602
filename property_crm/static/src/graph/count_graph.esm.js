import {GraphRenderer} from "@web/views/graph/graph_renderer";
import {graphView} from "@web/views/graph/graph_view";
import {registry} from "@web/core/registry";

/** Counts whole things: no half customer, and no decimals on the axis. */
export class CountGraphRenderer extends GraphRenderer {
    getScaleOptions() {
        const options = super.getScaleOptions();
        if (options.y) {
            Object.assign(options.y.ticks, {
                precision: 0,
                callback: (value) => this.formatValue(value),
            });
        }
        return options;
    }
}

registry
    .category("views")
    .add("property_count_graph", {...graphView, Renderer: CountGraphRenderer});
