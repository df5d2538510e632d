import { findChromium } from '#test/support/chromium.ts'

/** Before any browser test: a browser, installed when the machine has none. */
export async function setup(): Promise<void> {
  process.env['TACHO_CHROMIUM'] = await findChromium()
}
