import { expect, it } from 'vitest'
import { brokerEnvironment } from '../../src/infra/site-settings.ts'
import { deployedEnvironment } from '../../src/sandbox/deployed-broker.ts'
import {
  callTokenKeyAlias,
  ordinaryPolicy,
  type SandboxOrigins,
  signingKeyAlias,
  type SitePolicySettings,
  widgetConfig,
} from '../../src/sandbox/site-settings.ts'
import { exampleSite } from '../infra/example-site.ts'

const widget = 'http://widget.localhost:4401'
const origins: SandboxOrigins = {
  controlRoom: 'http://localhost:4400',
  widget,
  ccp: 'http://ccp.localhost:4402',
  broker: `${widget}/api`,
  epic: 'http://epic.localhost:4404',
  idp: 'http://idp.localhost:4405',
  connectApi: 'http://127.0.0.1:4406',
  kms: 'http://127.0.0.1:4407',
}

/** What only a site's file says: where the parties really are, by https. */
const places = ['BROKER_URL', 'ALLOWED_ORIGINS', 'AGENT_ISSUER', 'AGENT_AUDIENCE', 'EPIC_FHIR_BASE_URL']
/** What a deployment is called otherwise than the sandbox. */
const namesOfSite = ['CONNECT_INSTANCE_ID', 'EPIC_CLIENT_ID', 'LEDGER']
/** What only the sandbox has: Amazon played, and its Region, which Lambda sets. */
const played = ['AWS_REGION', 'CONNECT_ENDPOINT', 'KMS_ENDPOINT', 'LEDGER_ENDPOINT']
const quiet = ['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED']

/** The file of a site that decided as the sandbox's does, as its administrator would write it. */
function siteOf(policy: SitePolicySettings) {
  return exampleSite((json) => {
    const { search, verification, emergency } = widgetConfig(origins, policy)
    Object.assign(json.widget.settings, { search, verification, emergency })
    json.agents['clientId'] = 'agent-widget'
    json.epic['environment'] = 'non-production'
    json['broker'] = {
      AGENT_TOKEN_TYPE: 'at+jwt',
      SITE_PHONE_FORMATS: 'dashed,e164',
      BUDGET_PER_CONTACT: String(policy.budgetPerContact),
      BUDGET_PER_HOUR: String(policy.budgetPerHour),
      BUDGET_PER_DAY: String(policy.budgetPerDay),
    }
  })
}

function environments(policy: SitePolicySettings) {
  const resources = { signingKeys: [signingKeyAlias], callTokenKey: callTokenKeyAlias, ledgerTable: 'of-the-stack' }
  return {
    deployed: brokerEnvironment(siteOf(policy), resources),
    dryRun: deployedEnvironment(origins, policy, 'http://127.0.0.1:4408'),
  }
}

const otherwise: SitePolicySettings = {
  ...ordinaryPolicy,
  phoneSearch: 'refused',
  outboundLookup: 'allowed',
  otherChannels: 'allowed',
  appointments: 'hidden',
  certainMatch: 'not-asked',
  searchSets: 'record-number,name-and-birth-date',
  verification: 'birth-date; 1 of record-number-tail, town',
  emergency: 'allowed',
  ownNumbers: '+16085550100,+16085550101',
  budgetPerContact: 3,
}

it.each([
  ['as it is', ordinaryPolicy],
  ['with every policy turned', otherwise],
])('the deployed broker is tried under the variables that a site’s file comes to, %s', (_, policy) => {
  const { deployed, dryRun } = environments(policy)
  const ofProduction = ['NODE_ENV']
  expect(Object.keys(deployed).filter((name) => !(name in dryRun))).toEqual(ofProduction)
  expect(
    Object.keys(dryRun)
      .filter((name) => !(name in deployed))
      .sort(),
  ).toEqual([...played, ...quiet].sort())

  const differing = Object.keys(deployed).filter((name) => name in dryRun && deployed[name] !== dryRun[name])
  expect(differing.sort()).toEqual([...places, ...namesOfSite].sort())
})

it('what is tried otherwise is loopback and the names of what is played, and nothing else', () => {
  const { dryRun } = environments(ordinaryPolicy)
  for (const name of [...places, ...played].filter((one) => one !== 'AWS_REGION'))
    expect(new URL(dryRun[name]?.split(',')[0] ?? '').hostname).toMatch(/(?:^|\.)localhost$|^127\.0\.0\.1$/)
})
