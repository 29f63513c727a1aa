import { type Browser, chromium } from '@playwright/test'
import { findChromium } from './find-chromium.mjs'

/** No network but ours, and nothing of a first start: the flags of every Chromium that is started here. */
export const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Opens the Chromium of this computer. Throws a sentence to show where there is none. */
export async function openChromium(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium: install one, or name it in CHROMIUM_PATH.')
  return chromium.launch({ executablePath, args: chromiumFlags })
}
