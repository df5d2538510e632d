import { expect, type ConsoleMessage, type Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Collects what a page must not say; call the answer at the end of the test. */
export function watchConsole(page: Page): () => void {
  const errors: string[] = []
  page.on('console', (message: ConsoleMessage) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  return () => expect(errors, 'console errors').toEqual([])
}

/** Serious and critical findings of axe, as lines that name the rule and the first element. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const { axe } = window
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
  })
}

/** Theme and density as a person would have chosen them before. */
export async function preferTheme(page: Page, theme: 'light' | 'dark', density: 'compact' | 'comfortable' = 'compact') {
  await page.addInitScript(
    (text) => window.localStorage.setItem('tacho.preferences', text),
    JSON.stringify({ theme, density }),
  )
}

/** The runs list with at least one row. */
export async function openRuns(page: Page, query = ''): Promise<void> {
  await page.goto(`/default/runs${query}`)
  await expect(page.getByRole('grid', { name: 'Runs' })).toHaveAttribute('aria-busy', 'false')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
}

declare global {
  interface Window {
    axe: { run: () => Promise<{ violations: { id: string; impact: string | null; nodes: { html: string }[] }[] }> }
  }
}
