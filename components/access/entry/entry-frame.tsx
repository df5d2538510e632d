import type { ReactNode } from 'react'
import { Logo } from '#components/layout/logo.tsx'

type EntryFrameProps = { title: string; lead?: ReactNode; children?: ReactNode }

/** The page of somebody who is not inside: one card, and nothing of any project. */
export function EntryFrame({ title, lead, children }: EntryFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center gap-5 px-4 py-10 narrow:pt-[14vh]">
      <div className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <Logo className="size-6" />
        Tachograph
      </div>
      <section className="flex w-full max-w-96 flex-col gap-4 rounded-lg border bg-surface p-5 wrap-anywhere">
        <header className="flex flex-col gap-1.5">
          <h1 className="text-lg font-semibold">{title}</h1>
          {lead === undefined ? null : <div className="text-ink-2">{lead}</div>}
        </header>
        {children}
      </section>
    </main>
  )
}
