from odoo.tests import HttpCase

from .common import InviteCommon

# What a resident does, by script: every control is there, is large enough to touch and
# is chosen by its label; nothing sticks out of the page.
FILL = """
(async () => {
    const all = (selector, el = document) => [...el.querySelectorAll(selector)];
    const fail = (text) => { throw new Error(text); };
    const {scrollWidth, clientWidth} = document.documentElement;
    if (scrollWidth > clientWidth) { fail(`${scrollWidth} > ${clientWidth}`); }
    if (!document.body.innerText.includes("物业公司")) { fail("not in Chinese"); }
    const scales = all(".o_survey_scale");
    if (scales.length < 48) { fail(`${scales.length} scales`); }
    for (const scale of scales) {
        const label = all("label", scale).at(-2);
        const box = label.firstElementChild.nextElementSibling.getBoundingClientRect();
        if (box.height < 44 || box.width < 40) { fail(`${box.width}x${box.height}`); }
        label.click();
    }
    document.querySelector(".o_survey_even").click();
    if (document.querySelector(".o_survey_sum output").value !== "100") { fail("sum"); }
    const draft = localStorage.getItem(`survey-${document.forms[0].dataset.name}`);
    if (Object.keys(JSON.parse(draft)).length < 58) { fail("no draft"); }
    // the first try finds no connection, the second arrives; the button is hit twice
    const real = window.fetch;
    let tries = 0;
    window.fetch = (...args) => tries++ ? real(...args) : Promise.reject(new Error());
    const done = new Promise((resolve) => { window.surveySheet.take = resolve; });
    document.querySelector("button[type=submit]").click();
    document.querySelector("form").requestSubmit();
    const answer = await done;
    if (answer.status !== "accepted" || tries !== 2) { fail(JSON.stringify(answer)); }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


class TestSheetPhone(HttpCase, InviteCommon):
    browser_size = "390x844"
    touch_enabled = True

    def test_resident_answers_all_in_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        modules = self.env["ir.module.module"].search(
            [("name", "=", "property_survey")]
        )
        modules._update_translations(["zh_CN"])
        survey = self.env.ref("property_survey.survey_quality")
        self.campaign.write({"survey_id": survey.id, "mode": "anonymous"})
        self.wang.lang = "zh_CN"
        self.browser_js(self.to_wang._get_path(), FILL, "Boolean(window.surveySheet)")
        self.env.invalidate_all()
        self.assertEqual(self.to_wang.state, "answered")
