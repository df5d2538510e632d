'use client'

import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { keyCreation } from '#lib/api/keys.ts'
import type { ProjectStatus } from '#lib/api/projects.ts'
import { paths } from '#lib/paths.ts'
import { ArrivalLight } from './arrival-light.tsx'
import { ConnectGuide } from './connect-guide.tsx'
import { otlpEndpoints } from './otlp-endpoints.ts'

const firstKeyName = 'First key'

/** The guide with a button that makes the key its lines then carry. */
export function ConnectGuideContainer({ project, status }: { project: string; status: ProjectStatus }) {
  const creation = useMutation(keyCreation(project))
  const secret = creation.data?.secret ?? null
  return (
    <ConnectGuide
      endpoints={otlpEndpoints(status)}
      secret={secret}
      keyStep={
        secret === null ? (
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant={status.keyNeeded ? 'primary' : 'outline'}
              disabled={creation.isPending}
              onClick={() => creation.mutate({ name: firstKeyName })}
            >
              Make a key
            </Button>
            <p className="max-w-[60ch] text-sm text-ink-2">
              {status.keyNeeded
                ? 'What is sent to this project needs an API key. Made here, the lines on this page carry it.'
                : 'Not needed on this machine. Made here, the lines on this page carry it.'}
            </p>
            {creation.error === null ? null : (
              <p role="alert" className="w-full text-sm text-bad">
                {creation.error.message}
              </p>
            )}
          </div>
        ) : (
          <output className="block text-sm text-ink-2">
            The lines on this page carry a new key. Copy them now: it cannot be shown again.{' '}
            <Link href={paths.keys(project)} className="text-accent underline-offset-2 hover:underline">
              All keys of this project
            </Link>
          </output>
        )
      }
      arrival={<ArrivalLight project={project} received={status.received} />}
    />
  )
}
