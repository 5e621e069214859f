// Rules that find faults; how the code looks is not their business, and tsc knows names and types.
import js from "@eslint/js";

export default [
  { ignores: ["**/.venv/", "build/", "dist/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off", // tsc says so, and knows the browser
      "array-callback-return": "error",
      "consistent-return": "error",
      "default-case-last": "error",
      eqeqeq: "error",
      "no-constructor-return": "error",
      "no-duplicate-imports": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-return-assign": "error",
      "no-self-compare": "error",
      "no-sequences": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      radix: "error",
    },
  },
  {
    files: ["geograph/views/script/*.js"],
    rules: {
      // modules are joined into one script (geograph/views/script_bundle.py)
      "no-restricted-syntax": [
        "error",
        {
          selector: ":matches(Program, ExportNamedDeclaration) > VariableDeclaration[declarations.length>1]",
          message: "One declaration for each name at the top.",
        },
        {
          selector: "AssignmentExpression[left.property.name=/^(inner|outer)HTML$/], CallExpression[callee.property.name='insertAdjacentHTML']",
          message: "All text goes in as text.",
        },
      ],
    },
  },
];
