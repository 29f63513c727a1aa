import type { Browser } from '@playwright/test'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import { buildWidget } from '../built-widget.ts'
import { openChromium } from '../open-chromium.ts'

/** What is measured in Chromium: the widget as it ships, every party played, and a browser. */
export interface BenchStage {
  readonly sandbox: Sandbox
  readonly browser: Browser
  /** Closes browser and sandbox, and removes the built widget. */
  close(this: void): Promise<void>
}

/** Builds the widget and opens a stage with 2,000 people, at a site of this policy. */
export async function openStage(policy: NonNullable<SandboxOptions['policy']> = {}): Promise<BenchStage> {
  const widget = await buildWidget()
  const sandbox = await startSandbox({ ports: 'free', people: { size: 2_000 }, widget, policy })
  const browser = await openChromium()
  return {
    sandbox,
    browser,
    async close() {
      await browser.close()
      await sandbox.close()
      await widget.remove()
    },
  }
}
