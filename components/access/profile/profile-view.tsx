'use client'

import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Logo } from '#components/layout/logo.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import type { Person } from '#lib/domain/access/account.ts'
import { paths } from '#lib/paths.ts'
import { DevicesContainer } from './devices-container.tsx'
import { NameFormContainer } from './name-form-container.tsx'
import { PasswordFormContainer } from './password-form-container.tsx'

/** What somebody may know and change of their own account; null where nobody signs in. */
export function ProfileView({ person }: { person: Person | null }) {
  return (
    <main className="mx-auto flex max-w-160 flex-col gap-7 px-4 py-6">
      <header className="flex flex-col gap-4">
        <div className="flex items-center gap-2.5 font-semibold tracking-tight">
          <Logo className="size-5" />
          Tachograph
          <span className="flex-1" />
          <Link href={paths.home} prefetch={false} className={buttonClasses({ variant: 'ghost' })}>
            <ArrowLeft aria-hidden /> Runs
          </Link>
        </div>
        <div>
          <h1 className="text-xl font-semibold">Profile</h1>
          <p className="text-ink-2">
            {person === null
              ? 'Nobody signs in on this machine: TACHO_AUTH is off, and there is no account to show.'
              : `${person.email}${person.isOwner ? ' · owner of this installation' : ''}`}
          </p>
        </div>
      </header>
      {person === null ? null : (
        <>
          <Part title="Name">
            <NameFormContainer key={person.name} name={person.name} />
          </Part>
          <Part title="Password">
            <PasswordFormContainer email={person.email} />
          </Part>
          <Part title="Devices">
            <DevicesContainer />
          </Part>
        </>
      )}
    </main>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-t pt-4">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}
