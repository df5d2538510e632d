'use client'

import type { ReactNode } from 'react'
import { PlainFrame } from '#components/layout/plain-frame.tsx'
import type { Person } from '#lib/domain/access/account.ts'
import { DevicesContainer } from './devices-container.tsx'
import { LookFields } from './look-fields.tsx'
import { NameFormContainer } from './name-form-container.tsx'
import { PasswordFormContainer } from './password-form-container.tsx'

/** What somebody may know and change of their own account; null where nobody signs in. */
export function ProfileView({ person }: { person: Person | null }) {
  return (
    <PlainFrame title="Profile">
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-160 flex-col gap-7 px-4 py-6">
          <p className="wrap-anywhere text-ink-2">
            {person === null
              ? 'Nobody signs in on this machine: TACHO_AUTH is off, and there is no account to show.'
              : `${person.email}${person.isOwner ? ' · owner of this installation' : ''}`}
          </p>
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
          <Part title="Look">
            <LookFields />
          </Part>
        </div>
      </div>
    </PlainFrame>
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
