import {
    getHtmlFieldMetadata,
    setHtmlFieldMetadata,
} from "@html_editor/fields/html_field";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {FormController} from "@web/views/form/form_controller";
import {HistoryDialog} from "@html_editor/components/history_dialog/history_dialog";
import {_t} from "@web/core/l10n/translation";
import {formView} from "@web/views/form/form_view";
import {markup} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** The form of a notice, with the earlier versions of its text in the action menu. */
export class NoticeFormController extends FormController {
    setup() {
        super.setup();
        this.notificationService = useService("notification");
    }

    getStaticActionMenuItems() {
        return {
            ...super.getStaticActionMenuItems(),
            noticeHistory: {
                sequence: 15,
                icon: "fa fa-history",
                description: _t("Earlier versions"),
                callback: () => this.openHistory(),
            },
        };
    }

    openHistory() {
        const record = this.model.root;
        const historyMetadata = record.data.html_field_history_metadata?.body;
        if (!historyMetadata?.length) {
            this.notificationService.add(_t("The text has not been changed yet."));
            return;
        }
        this.dialogService.add(HistoryDialog, {
            title: _t("Earlier versions of the text"),
            noContentHelper: markup`<span class="text-muted">${_t("It was empty.")}</span>`,
            recordId: record.resId,
            recordModel: this.props.resModel,
            versionedFieldName: "body",
            historyMetadata,
            restoreRequested: (html, close) => this.confirmRestore(html, close),
        });
    }

    confirmRestore(html, close) {
        const record = this.model.root;
        this.dialogService.add(ConfirmationDialog, {
            title: _t("Take this version?"),
            body: _t("It replaces the present text when you save."),
            confirmLabel: _t("Take it"),
            confirm: () => {
                const metadata = getHtmlFieldMetadata(record.data.body);
                record.update({body: setHtmlFieldMetadata(html, metadata)});
                close();
            },
        });
    }
}

registry.category("views").add("property_notice_form", {
    ...formView,
    Controller: NoticeFormController,
});
