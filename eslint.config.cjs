const globals = require("globals");

module.exports = [
    {
        files: ["property_*/**/*.js"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {...globals.browser, odoo: "readonly", luxon: "readonly"},
        },
        linterOptions: {reportUnusedDisableDirectives: "error"},
        rules: {
            "array-callback-return": "error",
            complexity: ["error", 10],
            "consistent-return": "error",
            curly: "error",
            eqeqeq: "error",
            "max-depth": ["error", 3],
            "max-lines-per-function": ["error", 60],
            "no-console": "error",
            "no-constant-condition": "error",
            "no-debugger": "error",
            "no-dupe-keys": "error",
            "no-else-return": "error",
            "no-eval": "error",
            "no-implicit-globals": "error",
            "no-redeclare": "error",
            "no-shadow": "error",
            "no-undef": "error",
            "no-unreachable": "error",
            "no-unused-vars": "error",
            "no-var": "error",
            "prefer-const": "error",
        },
    },
];
