/** @type {import("prettier").Config} */
const config = {
    bracketSpacing: false,
    printWidth: 88,
    proseWrap: "always",
    semi: true,
    trailingComma: "es5",
    xmlWhitespaceSensitivity: "preserve",
    plugins: [require.resolve("@prettier/plugin-xml", {paths: [process.cwd(), process.env.NODE_PATH || __dirname]})],
};

module.exports = config;
