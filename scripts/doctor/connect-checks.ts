import { randomUUID } from 'node:crypto'
import { type ConnectApi, createConnectApi } from '../../src/broker/connect-api.ts'
import { listApprovedOrigins } from './approved-origins.ts'
import { awsErrorOf, deniedNames, unknownNames } from './aws-error.ts'
import { type Check, type Finding, mend, notChecked, ok } from './check.ts'
import { type Facts, needing, type SetUp } from './facts.ts'
import type { LookAt } from './look.ts'

/** Amazon Connect: the softphone, who may embed it, and the rights by which the broker asks whose call it is. */
export function connectChecks(setUp: SetUp, lookAt: LookAt): readonly Check[] {
  const { names } = setUp

  const softphone = async ({ ccpUrl }: Pick<Facts, 'ccpUrl'>): Promise<Finding> => {
    const seen = await lookAt(ccpUrl)
    if (seen.kind === 'unreachable') return mend(`The softphone is not reached at ${names.ccp}: ${seen.why}.`)
    return seen.status < 400
      ? ok('The softphone answers.')
      : mend(`The softphone answers ${seen.status}: look at ${names.ccp}.`)
  }

  const approval = async ({ ccpUrl, widgetOrigin }: Pick<Facts, 'ccpUrl' | 'widgetOrigin'>): Promise<Finding> => {
    const listed = await approvedOrigins(setUp)
    if (listed !== null) return judge(listed.includes(widgetOrigin))
    const seen = await lookAt(ccpUrl)
    const framing = seen.kind === 'answered' ? framingIn(seen.headers) : null
    if (framing !== null) return judge(framing.includes(widgetOrigin))
    const why =
      setUp.facts.connect === undefined
        ? `${setUp.lacking.connect ?? 'the Connect instance is not known'}, or`
        : 'Connect shows its approved origins only to who may list them (connect:ListApprovedOrigins):'
    return notChecked(`${why} look in the console, at your instance, under Approved origins`)
  }

  const ask = async (
    { connect }: Pick<Facts, 'connect'>,
    right: string,
    question: (api: ConnectApi) => Promise<unknown>,
  ): Promise<Finding> => {
    const api = createConnectApi(connect)
    try {
      await question(api)
      return ok(`These AWS credentials have the right ${right}.`)
    } catch (error) {
      return whatRefused(setUp, awsErrorOf(error), right)
    } finally {
      api.close()
    }
  }

  return [
    { name: 'softphone', guide: 'docs/connect.md#the-softphone', run: needing(setUp, ['ccpUrl'], softphone) },
    {
      name: 'approved-origin',
      guide: 'docs/connect.md#approved-origins',
      run: needing(setUp, ['ccpUrl', 'widgetOrigin'], approval),
    },
    {
      name: 'connect-contacts',
      guide: 'docs/connect.md#rights-of-the-broker',
      // A contact that does not exist: "there is none" is said only to who may ask.
      run: needing(setUp, ['brokerUrl', 'connect'], (facts) =>
        ask(facts, 'connect:DescribeContact', (api) => api.describeContact(randomUUID())),
      ),
    },
    {
      name: 'connect-users',
      guide: 'docs/connect.md#rights-of-the-broker',
      run: needing(setUp, ['brokerUrl', 'connect'], (facts) =>
        ask(facts, 'connect:SearchUsers', (api) => api.findUser('agent-widget-doctor')),
      ),
    },
  ]
}

function whatRefused({ names, kind }: SetUp, error: string, right: string): Finding {
  if (deniedNames.includes(error)) {
    return kind === 'site'
      ? notChecked(`your own AWS credentials do not have the right ${right}; the broker’s function has it by its stack`)
      : mend(`These AWS credentials do not have the right ${right}: add it to the role of the broker.`)
  }
  if (unknownNames.includes(error)) return notChecked('this computer has no AWS credentials that hold')
  if (error === 'ResourceNotFoundException')
    return mend(`There is no such Connect instance: look at ${names.instance} and ${names.region}.`)
  if (/Throttling|TooManyRequests/.test(error)) return notChecked('Connect is asked too often just now')
  return mend(`The Connect API does not answer (${error}): look at ${names.region} and at the way to AWS.`)
}

/** What the API lists, or null where it does not tell us. */
async function approvedOrigins({ facts }: SetUp): Promise<readonly string[] | null> {
  if (facts.connect === undefined) return null
  try {
    return await listApprovedOrigins(facts.connect)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}

/** Who may frame a page, where it says so itself; null where it does not. */
function framingIn(headers: Headers): readonly string[] | null {
  const directive = /frame-ancestors ([^;]*)/i.exec(headers.get('content-security-policy') ?? '')
  return directive?.[1]?.trim().split(/\s+/) ?? null
}

function judge(isApproved: boolean): Finding {
  return isApproved
    ? ok('The widget’s origin is an approved origin of the Connect instance.')
    : mend(
        'The widget’s origin is no approved origin of the Connect instance: add it there, with https and without a slash at its end.',
      )
}
