import type { Browser, BrowserContext } from '@playwright/test'

export type Look = {
  theme: 'light' | 'dark'
  density: 'compact' | 'comfortable'
  viewport: { width: number; height: number }
  /** Without, a page stays as its document has drawn it. */
  scripts: boolean
}

export type Profile = { context: BrowserContext; look: string; forget: () => Promise<void> }

/**
 * Profiles of one browser, each used by one page at a time and like new for the next, but for what it has cached
 * of the server's files: making a profile costs more than most pages.
 */
export class BrowserProfiles {
  private readonly browser: Browser
  private readonly baseUrl: string
  private readonly free: Profile[] = []

  /** Paths without a slash are below `baseUrl`. */
  constructor(browser: Browser, baseUrl: string) {
    this.browser = browser
    this.baseUrl = baseUrl
  }

  async take(look: Look): Promise<Profile> {
    const wanted = JSON.stringify(look)
    const at = this.free.findIndex((profile) => profile.look === wanted)
    const [found] = at === -1 ? [] : this.free.splice(at, 1)
    return found ?? this.make(look)
  }

  async giveBack(profile: Profile): Promise<void> {
    await profile.forget()
    this.free.push(profile)
  }

  private async make({ theme, density, viewport, scripts }: Look): Promise<Profile> {
    const context = await this.browser.newContext({
      baseURL: this.baseUrl,
      viewport,
      javaScriptEnabled: scripts,
      colorScheme: theme,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'UTC',
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    context.setDefaultTimeout(60_000)
    await context.addInitScript(prefer, JSON.stringify({ theme, density }))
    const look = JSON.stringify({ theme, density, viewport, scripts })
    return { context, look, forget: await forgetting(context, new URL(this.baseUrl).origin) }
  }
}

/** Closes what is open and clears what the server's pages have stored; a page that stays blank keeps the way to do so. */
async function forgetting(context: BrowserContext, origin: string): Promise<() => Promise<void>> {
  const blank = await context.newPage()
  const session = await context.newCDPSession(blank)
  return async () => {
    const pages = context.pages().filter((page) => page !== blank)
    await Promise.all(pages.map((page) => page.close()))
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await context.clearCookies()
  }
}

/** Preferences as a person would have set them before; later changes in the page stay. */
function prefer(text: string): void {
  if (window.localStorage.getItem('tacho.preferences') === null) window.localStorage.setItem('tacho.preferences', text)
}
