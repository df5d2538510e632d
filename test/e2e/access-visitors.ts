import type { Cookie, Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { apiPaths, paths } from '#lib/paths.ts'
import type { Product } from '#test/support/product.ts'
import { axeFindings, expect, overflowing, untilAwake, type Stage } from './utils.ts'

export const owner = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' }

/** Browsers of the people of the tests. Guesses are limited, so not every test signs in. */
export class Visitors {
  private readonly stage: Stage<Product>
  /** Of the owner's browser after the set-up. */
  private ownersCookies: Cookie[] = []
  /** By which the server tells the owner's device from a stranger's. */
  private deviceMark: Cookie | undefined

  constructor(stage: Stage<Product>) {
    this.stage = stage
  }

  /** Keeps this browser's sign-in for `ownersPage`. */
  async remember(page: Page): Promise<void> {
    this.ownersCookies = await page.context().cookies()
    await this.rememberDevice(page)
  }

  async rememberDevice(page: Page): Promise<void> {
    const cookies = await page.context().cookies()
    this.deviceMark = cookies.find(({ name }) => name === 'tacho-device')
  }

  async signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
    if (this.deviceMark !== undefined && email === owner.email) await page.context().addCookies([this.deviceMark])
    await page.getByLabel('E-mail').waitFor()
    await untilAwake(page)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.keyboard.press('Enter')
  }

  async signedIn(mayFail?: RegExp): Promise<Page> {
    const page = await this.stage.open('/sign-in', { mayFail })
    await this.signIn(page, owner)
    await expect(page).toHaveURL('/default/runs')
    await this.rememberDevice(page)
    return page
  }

  /** A browser in which the owner is signed in since the set-up. */
  async ownersPage(): Promise<Page> {
    const page = await this.stage.open('/sign-in')
    await page.context().addCookies(this.ownersCookies)
    await page.goto('/default/runs')
    await expect(page.getByRole('button', { name: 'Account of Ada' })).toBeVisible()
    return page
  }

  /** Makes an invitation as the page's reader; the token that opens it. */
  async invite(page: Page, body: { role: string; email: string }): Promise<string> {
    const answer = await page.request.post(apiPaths.invitations('default'), {
      data: body,
      headers: { 'x-tacho': '1', origin: this.stage.product.uiUrl },
    })
    expect(answer.status()).toBe(200)
    const { token } = await answer.json()
    return String(token)
  }

  /** Path of the link that the start has printed. */
  printedLink(): string {
    return linkIn(this.stage.product.output())
  }

  /** Path of the link that `npm run admin -- link` prints. */
  async adminLink(): Promise<string> {
    const child = spawn(process.execPath, ['lib/cli/admin.ts', 'link'], {
      env: { ...process.env, TACHO_AUTH: 'local', TACHO_DATA_DIR: this.stage.product.dataDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    await once(child, 'close')
    return linkIn(printed)
  }
}

function linkIn(printed: string): string {
  const link = /\/setup#[\w-]+/.exec(printed)?.[0]
  if (link === undefined) throw new Error(`no link in:\n${printed}`)
  return link
}

/** A click before the page has its script does nothing. */
export async function openAccountMenu(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Account of Ada' }).click()
    await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible({ timeout: 2_000 })
  }).toPass()
}

export async function expectSound(page: Page, what: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  expect(await axeFindings(page), what).toEqual([])
  expect(await overflowing(page), what).toEqual([])
}

/** A viewer is told where the role is too small, and offered nothing that would be refused. */
export async function expectViewersOffers(page: Page): Promise<void> {
  await page.goto(paths.keys('default'))
  await expect(page.getByRole('heading', { name: 'This page is for admins of the project' })).toBeVisible()
  const palette = page.getByRole('dialog', { name: 'Search and commands' })
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+k')
    await expect(palette).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await expect(palette.getByRole('option', { name: 'Sign out' })).toBeVisible()
  await expect(palette.getByRole('option', { name: /API key|Members|History|New project/ })).toHaveCount(0)
  await palette.getByRole('option', { name: 'Profile' }).click()
  await expect(page).toHaveURL(paths.profile)
}
