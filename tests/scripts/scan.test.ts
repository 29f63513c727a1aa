import { expect, it } from 'vitest'
import { readAudit } from '../../scripts/supply-chain/audit-answer.ts'

const report = (vulnerabilities: object, total: number) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { vulnerabilities: { total } } })

it('a report without vulnerabilities is clean', () => {
  expect(readAudit(report({}, 0))).toEqual({ kind: 'clean' })
})

it('a report names the packages that are vulnerable', () => {
  expect(readAudit(report({ tool: { severity: 'high' } }, 1))).toEqual({ kind: 'found', names: ['tool'] })
})

it.each([
  ['nothing', ''],
  ['the registry’s refusal', '{"message":"405 Method Not Allowed","statusCode":405}'],
  ['a page of a proxy', '<html>blocked</html>'],
  ['a list that contradicts its count', report({}, 3)],
  ['a report torn in the middle', report({}, 0).slice(0, 40)],
])('%s is a scan that was not run, never a clean one (R73)', (_what, output) => {
  expect(readAudit(output)).toEqual({ kind: 'not-run' })
})
