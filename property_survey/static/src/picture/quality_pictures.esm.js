import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {QualityPicture} from "./quality_picture.esm";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** All pictures of the result whose form is open. */
export class QualityPictures extends Component {
    static template = "property_survey.QualityPictures";
    static components = {QualityPicture};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({pictures: []});
        onWillStart(() => this.load(this.props));
        onWillUpdateProps((props) => this.load(props));
    }

    async load({record}) {
        this.state.pictures = record.resId
            ? await this.orm.call("property.survey.result", "get_quality_pictures", [
                  [record.resId],
              ])
            : [];
    }
}

registry.category("view_widgets").add("quality_pictures", {component: QualityPictures});
