import { findChromium } from '#test/support/chromium.ts'
import { shareProduct } from '#test/support/shared-product.ts'

/**
 * Before any browser test: a browser, installed when the machine has none, and the product that most of them share.
 * It builds the UI and starts while the tests before these run.
 */
export async function setup(): Promise<() => Promise<void>> {
  process.env['TACHO_CHROMIUM'] = await findChromium()
  return shareProduct({ TACHO_AUTH: 'off' })
}
