import type { AgentConfig, EpicConfig, SigningKeyConfig } from '../../src/broker/config.ts'
import type { ConnectApiConfig } from '../../src/broker/connect-api.ts'
import type { SitePolicy } from '../../src/domain/site-policy.ts'
import type { WidgetOrigins } from '../../src/response-headers.ts'
import { type Finding, notChecked } from './check.ts'

/** What the checks have to know of a site. */
export interface Facts {
  readonly widgetOrigin: string
  /** Whom the widget's page may talk to: what its headers are made of. */
  readonly widgetOrigins: WidgetOrigins
  /** What `/config.json` should hold. */
  readonly widgetSettings: unknown
  readonly ccpUrl: string
  readonly brokerUrl: string
  readonly agents: AgentConfig
  /** How the widget asks the provider for a sign-in. */
  readonly signIn: { readonly scope: string; readonly resource: 'sent' | 'left-out' }
  readonly connect: ConnectApiConfig
  readonly epic: EpicConfig
  readonly signingKeys: SigningKeyConfig
  readonly policy: SitePolicy
  readonly appointments: 'shown' | 'hidden'
  readonly certainMatch: 'asked' | 'not-asked'
  /** The FHIR bases that may launch the widget. */
  readonly launchIssuers: readonly string[]
  /** What the site asks for of Epic in place of the widget's own words; empty where it leaves that to the widget. */
  readonly launchScope: string
}

export type FactName = keyof Facts

/** How the settings are called where the administrator wrote them. */
export interface SettingNames {
  readonly widget: string
  readonly allowedOrigins: string
  readonly ccp: string
  readonly broker: string
  readonly issuer: string
  readonly otherOrigins: string
  readonly audience: string
  readonly agentClient: string
  readonly usernameClaim: string
  readonly tokenType: string
  readonly scope: string
  readonly resource: string
  readonly instance: string
  readonly region: string
  readonly fhirBase: string
  readonly tokenUrl: string
  readonly epicClient: string
  readonly signingKey: string
  readonly phoneSearch: string
  readonly phoneFormats: string
  readonly searchSets: string
  readonly recordNumbers: string
  readonly appointments: string
  readonly certainMatch: string
  readonly launchIssuers: string
  readonly launchScope: string
}

/** A site as far as its settings can be read. */
export interface SetUp {
  /** Whether it is deployed from a site file, or run by its administrator. */
  readonly kind: 'site' | 'widget'
  /** What is wrong with the settings, each as `name: what is wanted`. */
  readonly faults: readonly string[]
  readonly facts: Partial<Facts>
  /** Why a fact is not there, to go on from "because". */
  readonly lacking: Partial<Record<FactName, string>>
  readonly names: SettingNames
}

/** A run of a check that needs some facts; where one is not there, the check says why it was not made. */
export function needing<Name extends FactName>(
  { facts, lacking }: SetUp,
  needed: readonly Name[],
  run: (facts: Pick<Facts, Name>) => Promise<Finding>,
): () => Promise<Finding> {
  const absent = needed.find((name) => facts[name] === undefined)
  if (absent !== undefined) return async () => notChecked(lacking[absent] ?? 'a setting has to be mended first')
  return () => run(facts as Pick<Facts, Name>)
}
