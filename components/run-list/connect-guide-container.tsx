'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { useMay } from '#components/access/use-may.ts'
import { Button } from '#components/ui/button.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { keyCreation } from '#lib/api/keys.ts'
import type { ProjectStatus } from '#lib/api/projects.ts'
import { paths } from '#lib/paths.ts'
import { ArrivalLight } from './arrival-light.tsx'
import { ConnectGuide } from './connect-guide.tsx'
import { missingKey } from './connect-snippets.ts'
import { otlpEndpoints } from './otlp-endpoints.ts'

const firstKeyName = 'First key'

/** The guide with a button that makes the key its lines then carry. */
export function ConnectGuideContainer({ project, status }: { project: string; status: ProjectStatus }) {
  const may = useMay()
  const creation = useMutation(keyCreation(project))
  const secret = creation.data?.secret ?? null
  const { keyNeeded } = status
  return (
    <ConnectGuide
      endpoints={otlpEndpoints(status)}
      secret={secret ?? (keyNeeded ? missingKey : null)}
      keyStep={
        secret !== null ? (
          <KeyMade project={project} />
        ) : may(project, 'key:write') ? (
          <KeyOffer
            keyNeeded={keyNeeded}
            busy={creation.isPending}
            error={creation.error?.message ?? null}
            onMake={() => creation.mutate({ name: firstKeyName })}
          />
        ) : keyNeeded ? (
          <KeyNote>
            What is sent to this project needs an API key in place of <code>{missingKey}</code>. Ask an admin of the
            project for one: your role does not make keys.
          </KeyNote>
        ) : null
      }
      arrival={<ArrivalLight project={project} received={status.received} />}
    />
  )
}

type KeyOfferProps = { keyNeeded: boolean; busy: boolean; error: string | null; onMake: () => void }

function KeyOffer({ keyNeeded, busy, error, onMake }: KeyOfferProps) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button variant={keyNeeded ? 'primary' : 'outline'} disabled={busy} focusableWhenDisabled onClick={onMake}>
        {busy ? 'Making a key …' : 'Make a key'}
      </Button>
      <KeyNote>
        {keyNeeded
          ? 'What is sent to this project needs an API key. Made here, every line on this page carries it.'
          : 'Not needed on this machine. Made here, the lines on this page carry it.'}
      </KeyNote>
      <FormError error={error} className="w-full" />
    </div>
  )
}

function KeyMade({ project }: { project: string }) {
  return (
    <output>
      <KeyNote>
        The lines on this page carry a new key. Copy them now: it cannot be shown again.{' '}
        <Link href={paths.keys(project)} className="text-accent underline underline-offset-2">
          All keys of this project
        </Link>
      </KeyNote>
    </output>
  )
}

function KeyNote({ children }: { children: ReactNode }) {
  return <p className="max-w-[60ch] text-sm text-ink-2">{children}</p>
}
