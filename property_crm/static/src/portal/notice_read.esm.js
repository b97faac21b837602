import {Interaction} from "@web/public/interaction";
import {registry} from "@web/core/registry";
import {rpc} from "@web/core/network/rpc";

/** Tells that the notice has been opened: GET changes nothing. */
export class NoticeRead extends Interaction {
    static selector = ".o_property_notice_unread";

    async willStart() {
        await rpc(`/my/notices/${this.el.dataset.noticeId}/read`, {});
        this.el.classList.add("o_property_notice_told");
    }
}

registry.category("public.interactions").add("property_crm.notice_read", NoticeRead);
