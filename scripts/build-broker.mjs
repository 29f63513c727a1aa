/**
 * Bundles the broker's door for AWS Lambda into `dist-broker/lambda.mjs`: `npm run build:broker`. Another file may be named.
 *
 * The AWS SDK stays outside, because Lambda's own Node.js brings it. The bundle runs on every Node that we support.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../', import.meta.url))

export async function buildBroker(outfile = `${root}dist-broker/lambda.mjs`) {
  await build({
    absWorkingDir: root,
    entryPoints: ['src/broker/lambda.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    external: ['@aws-sdk/*'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  return outfile
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildBroker(process.argv[2])
