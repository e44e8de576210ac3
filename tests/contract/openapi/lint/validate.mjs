// usage: node validate.mjs FILE... : is each a valid OpenAPI document, by two validators that share no code?
// Prints a JSON list of {file, tool, message}, one entry for each document that is not.
import { createRequire } from 'module';
import { pathToFileURL } from 'url';

const require = createRequire(`${process.env.PLINTH_LINT_TOOLS}/package.json`);
const load = async (name) => import(pathToFileURL(require.resolve(name)).href);
const { Validator } = await load('@seriousme/openapi-schema-validator');
const swagger = await load('@apidevtools/swagger-parser');
const parser = swagger.default?.validate ? swagger.default : (swagger.SwaggerParser ?? swagger.default);

const findings = [];
for (const file of process.argv.slice(2)) {
  const result = await new Validator().validate(file);
  if (!result.valid) {
    findings.push({ file, tool: 'openapi-schema-validator', message: JSON.stringify(result.errors).slice(0, 400) });
  }
  try {
    await parser.validate(file);
  } catch (error) {
    findings.push({ file, tool: 'swagger-parser', message: String(error.message).slice(0, 400) });
  }
}
console.log(JSON.stringify(findings));
