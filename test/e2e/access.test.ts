import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, it } from 'vitest'
import { apiPaths, paths } from '#lib/paths.ts'
import { runningPid } from '#test/support/fault-processes.ts'
import { expectSound, expectViewersOffers, openAccountMenu, owner, Visitors } from './access-visitors.ts'
import type { Product } from '#test/support/product.ts'
import { axeFindings, expect, full, narrow, Stage, wide, type Theme } from './utils.ts'

const newPassword = 'an engine of brass and cards'
/** Nobody is signed in: the server says so, and the page goes on from there. */
const signedOut = /\/api\/v1\//
let stage: Stage<Product>
let visitors: Visitors

beforeAll(async () => {
  stage = await Stage.start({ TACHO_AUTH: 'local' })
  visitors = new Visitors(stage)
})
afterEach(() => stage.strike())
afterAll(() => stage.close())

describe('the way in', () => {
  it('leads from a closed door by the printed link to the runs', async () => {
    const page = await stage.open('/default/runs')
    await expect(page).toHaveURL('/setup')
    await expect(page.getByRole('heading', { name: 'Set up Tachograph' })).toBeVisible()
    await expect(page.getByText('npm run admin -- link')).toBeVisible()

    await page.goto(visitors.printedLink())
    // The link moves to this page; the token has left the address before anything is typed.
    await expect(page.getByLabel('E-mail')).toBeFocused()
    await expect(page).toHaveURL('/setup')
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Name').fill(owner.name)
    await page.getByLabel('Password', { exact: true }).fill('short')
    await expect(page.getByText('needs 10 characters at least')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await expect(page.getByText('Strong.')).toBeVisible()
    await expectSound(page, 'set up')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/default/runs')
    await openAccountMenu(page)
    await expect(page.getByText(owner.email)).toBeVisible()
    await visitors.remember(page)
  })

  it('says that the printed link was used, that another never was, and what to do', async () => {
    for (const path of [visitors.printedLink(), paths.setUpLink('A'.repeat(43)), paths.setUpLink('cut')]) {
      const page = await stage.open(path, { mayFail: /set-up\/look/ })
      await expect(page.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
      await expect(page.getByText('npm run admin -- link')).toBeVisible()
      await page.getByRole('link', { name: 'Sign in' }).click()
      await expect(page).toHaveURL('/sign-in')
    }
  })

  it('refuses a wrong password in words, then goes on to where one wanted to go', async () => {
    const page = await stage.open('/default/sessions?q=invoice', { mayFail: signedOut })
    await expect(page).toHaveURL('/sign-in?next=%2Fdefault%2Fsessions%3Fq%3Dinvoice')
    await page.getByLabel('E-mail').fill('ADA@example.com ')
    await page.getByLabel('Password', { exact: true }).fill('not the right one')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert').filter({ hasText: 'wrong' })).toHaveText('E-mail or password is wrong.')
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await page.keyboard.type(owner.password)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/default/sessions?q=invoice')
    await visitors.rememberDevice(page)
  })

  it('stays on this server whatever the address says', async () => {
    for (const next of ['//evil.example/x', '/\\evil.example']) {
      const page = await stage.open(`/sign-in?next=${encodeURIComponent(next)}`)
      await visitors.signIn(page, owner)
      await expect(page).toHaveURL('/default/runs')
    }
  })
})

describe('an invitation', () => {
  it('makes an account for whom it names, and joins another with one click', async () => {
    const asOwner = await visitors.ownersPage()
    const token = await visitors.invite(asOwner, { role: 'viewer', email: 'bob@example.com' })
    await asOwner.goto(paths.invitation(token))
    await expect(asOwner.getByText('This invitation is for bob@example.com')).toBeVisible()
    await expect(asOwner.getByRole('button', { name: /^Join as/ })).toHaveCount(0)
    await expect(asOwner).toHaveURL('/invite')

    const page = await stage.open(paths.invitation(token), { mayFail: signedOut })
    await expect(page.getByText('Ada invites you to the project')).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue('bob@example.com')
    await expectSound(page, 'invitation')
    await page.getByLabel('Name').fill('Bob')
    await page.getByLabel('Password', { exact: true }).fill(newPassword)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/default/runs')
    await expect(page.getByRole('button', { name: 'Account of Bob' })).toBeVisible()
    await expectViewersOffers(page)

    const open = await visitors.invite(asOwner, { role: 'editor', email: '' })
    await page.goto(paths.invitation(open))
    await page.getByRole('button', { name: 'Join as bob@example.com' }).click()
    await expect(page).toHaveURL('/default/runs')

    const late = await stage.open(paths.invitation(open), { mayFail: signedOut })
    await expect(late.getByRole('heading', { name: 'This link opens nothing' })).toBeVisible()
    await expect(late.getByText('Ask an admin of the project for another.')).toBeVisible()
  })

  it('takes somebody who has an account in by it', async () => {
    const token = await visitors.invite(await visitors.ownersPage(), { role: 'admin', email: '' })
    const page = await stage.open(paths.invitation(token), { mayFail: signedOut })
    await page.getByRole('button', { name: 'Sign in' }).click()
    await visitors.signIn(page, { email: 'bob@example.com', password: newPassword })
    await page.getByRole('button', { name: 'Join as bob@example.com' }).click()
    await expect(page).toHaveURL('/default/runs')
  })
})

describe('the way out', () => {
  it('signs out here, and leaves nothing to go back to', async () => {
    const page = await visitors.ownersPage()
    await openAccountMenu(page)
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('/sign-in')
    await page.goto('/default/runs')
    await expect(page).toHaveURL('/sign-in?next=%2Fdefault%2Fruns')
  })

  it('signs out another device alone, then everywhere', async () => {
    const [here, there] = [await visitors.signedIn(signedOut), await visitors.signedIn(signedOut)]
    await here.goto('/profile')
    const devices = here.getByRole('list', { name: 'Devices' })
    await expect(devices.getByText('this one')).toHaveCount(1)
    await expect(devices.getByText('Chrome on Linux').first()).toBeVisible()
    const before = await devices.getByRole('listitem').count()
    // The last that came in, and not this one.
    await devices.getByRole('button', { name: 'Sign out on Chrome on Linux', exact: true }).first().click()
    await expect(devices.getByRole('listitem')).toHaveCount(before - 1)

    await there.bringToFront()
    await expect(async () => {
      await there.goto('/profile')
      await expect(there).toHaveURL(/\/sign-in\?next/, { timeout: 1_000 })
    }).toPass()
    await visitors.signIn(there, owner)
    await expect(there).toHaveURL('/profile')
    await here.goto('/default/runs')
    await there.getByRole('button', { name: 'Sign out everywhere' }).click()
    await expect(there).toHaveURL('/sign-in')
    // The page asks again by itself, and shows nothing any more.
    await expect(here).toHaveURL('/expired?next=%2Fdefault%2Fruns')
    await here.goto('/default/runs')
    await expect(here).toHaveURL('/sign-in?next=%2Fdefault%2Fruns')
  })

  it('keeps what was typed when a sign-in ends, and offers another beside it', async () => {
    const page = await visitors.signedIn(signedOut)
    await page.goto('/profile')
    await page.getByLabel('Your name, as others see it').fill('Ada, Countess')
    await page.context().clearCookies({ name: 'tacho' })
    await page.getByRole('button', { name: 'Save' }).click()
    const banner = page.getByRole('alert').filter({ hasText: 'You are signed out.' })
    await expect(banner).toBeVisible()
    await expect(page.getByLabel('Your name, as others see it')).toHaveValue('Ada, Countess')
    expect(await axeFindings(page)).toEqual([])
    const opened = page.context().waitForEvent('page')
    await banner.getByRole('link').click()
    const beside = await opened
    await visitors.signIn(beside, owner)
    await expect(beside).toHaveURL('/default/runs')
    await banner.getByRole('button', { name: 'Close' }).click()
    await page.getByLabel('Your name, as others see it').fill('Ada')
    await page.reload()
    await expect(page.getByLabel('Your name, as others see it')).toHaveValue('Ada')
  })

  it('leads to the sign-in, and back, where nothing was typed', async () => {
    const page = await visitors.signedIn(signedOut)
    await page.goto('/default/runs?from=now-7d')
    await page.context().clearCookies({ name: 'tacho' })
    // The page asks again by itself.
    await expect(page).toHaveURL('/expired?next=%2Fdefault%2Fruns%3Ffrom%3Dnow-7d')
    await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
    await visitors.signIn(page, owner)
    await expect(page).toHaveURL('/default/runs?from=now-7d')
  })
})

describe('a password', () => {
  it('is changed with the old one', async () => {
    const page = await visitors.signedIn(signedOut)
    await page.goto('/profile')
    const form = page.getByRole('form', { name: 'Password' })
    await form.getByLabel('Current password').fill('not the right one')
    await form.getByLabel('New password').fill(newPassword)
    await page.keyboard.press('Enter')
    await expect(form.getByRole('alert')).toHaveText('The current password is wrong.')
    await form.getByLabel('Current password').fill(owner.password)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Changed the password.')).toBeVisible()
    await expect(page.getByRole('list', { name: 'Devices' }).getByRole('listitem')).toHaveCount(1)
  })

  it('that is lost is set anew by a link from the terminal', async () => {
    const page = await stage.open(await visitors.adminLink())
    await expect(page.getByRole('heading', { name: 'Set a new password' })).toBeVisible()
    await expect(page.getByLabel('E-mail')).toHaveValue(owner.email)
    await page.getByLabel('New password').fill(owner.password)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/default/runs')
    await visitors.signedIn()
  })
})

const themes: Theme[] = ['light', 'dark']
const looks = themes.flatMap((theme) => [wide, narrow].map((viewport) => ({ theme, viewport, width: viewport.width })))
const shown = full ? looks : looks.filter(({ theme, viewport }) => theme === 'dark' && viewport !== wide)

describe.each(shown)('$theme, $width px wide', ({ theme, viewport }) => {
  it('no page on the way has anything to complain about', async () => {
    const page = await stage.open('/sign-in', { theme, viewport })
    for (const path of ['/sign-in', '/expired?next=%2Fprofile', '/setup', '/invite', '/forbidden']) {
      await page.goto(path)
      await expectSound(page, path)
    }
    await page.goto('/sign-in')
    await page.getByText('No account, or no password any more?').click()
    await expectSound(page, 'the last resort')
    await visitors.signIn(page, owner)
    await expect(page).toHaveURL('/default/runs')
    await page.goto('/profile')
    await expect(page.getByRole('list', { name: 'Devices' })).toBeVisible()
    await expectSound(page, '/profile')
  })
})

describe('when it does not work at once', () => {
  it('says when to come back to who guesses too often, and lets the owner in meanwhile', async () => {
    const page = await stage.open('/sign-in', { mayFail: signedOut })
    const guess = { data: { email: owner.email, password: 'not the right one' }, headers: { 'x-tacho': '1' } }
    for (let tries = 0; tries < 10; tries += 1) await page.request.post(apiPaths.signIn, guess)
    await page.getByLabel('E-mail').fill(owner.email)
    await page.getByLabel('Password', { exact: true }).fill(owner.password)
    await page.keyboard.press('Enter')
    const alert = page.getByRole('alert').filter({ hasText: 'Too many attempts' })
    await expect(alert).toHaveText(/^Too many attempts: try again in \d+ seconds?\.$/)
    await expect(page.getByLabel('E-mail')).toHaveValue(owner.email)
    expect(await axeFindings(page)).toEqual([])
    // Every browser of this machine has one address, whose share may be used up too, for some seconds.
    const known = await stage.open('/sign-in', { mayFail: signedOut })
    await expect(async () => {
      await visitors.signIn(known, owner)
      await expect(known).toHaveURL('/default/runs', { timeout: 5_000 })
    }).toPass()
  })

  it('says that the database does not answer, keeps what was typed, and works once it goes on', async () => {
    const store = await runningPid(stage.product, 'store')
    process.kill(store, 'SIGSTOP')
    let page: Page
    try {
      page = await stage.open('/sign-in', { mayFail: signedOut })
      await visitors.signIn(page, owner)
      const alert = page.getByRole('alert').filter({ hasText: 'The database did not answer' })
      // Several questions to the database in a row may each wait for their time.
      await expect(alert).toBeVisible({ timeout: 90_000 })
      await expect(page.getByLabel('E-mail')).toHaveValue(owner.email)
      await expect(page.getByLabel('Password', { exact: true })).toHaveValue(owner.password)
      await expect(page).toHaveURL('/sign-in')
    } finally {
      process.kill(store, 'SIGCONT')
    }
    await expect(async () => {
      await page.getByRole('button', { name: 'Sign in' }).click()
      await expect(page).toHaveURL('/default/runs', { timeout: 5_000 })
    }).toPass()
  })
})
