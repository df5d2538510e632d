/** Spellings of a path that some server, proxy or router takes for another. */
export function pathVariants(path: string, baseUrl: string): string[] {
  const [, first = '', ...rest] = path.split('/')
  const tail = rest.join('/')
  const last = path.lastIndexOf('/')
  const encoded = (slash: string): string => `${path.slice(0, last)}${slash}${path.slice(last + 1)}`
  return [
    `/${path}`,
    path.replaceAll('/', '//'),
    path.replaceAll('/', '/./'),
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `/_next/static/..${path}`,
    `/_next/static/%2e%2e/%2e%2e${path}`,
    `/_next/image?url=${encodeURIComponent(path)}&w=640&q=75`,
    `/_next/data/build${path}.json`,
    `/health/..${path}`,
    `/api/docs/..${path}`,
    encoded('%2F'),
    encoded('%2f'),
    encoded('%252F'),
    encoded('%5C'),
    encoded('\\'),
    encoded('/%00/'),
    encoded('/;x/'),
    `/beta/%2e%2e/${first}/${tail}`,
    path.toUpperCase(),
    `/${first.toUpperCase()}/${tail}`,
    `${path}/`,
    `${path}//`,
    `${path};x`,
    `${path};/../`,
    `${path}.rsc`,
    `${path}.json`,
    `${path}.txt`,
    `${path}%20`,
    `${path}%00`,
    `${path}?_rsc=x`,
    `${path}?__nextLocale=x&__nextDataReq=1`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/_full.segment.rsc`,
    `${baseUrl}${path}`,
  ]
}

/** Headers in which proxies and frameworks tell each other what was asked, by whom, and what was checked. */
export const spoofedHeaders: readonly Record<string, string>[] = [
  { 'x-middleware-subrequest': 'proxy' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-subrequest': 'src/proxy:src/proxy:src/proxy:src/proxy:src/proxy' },
  { 'x-middleware-subrequest-id': 'x', 'x-middleware-next': '1' },
  { 'x-middleware-rewrite': '/beta/runs', 'x-middleware-override-headers': 'cookie' },
  { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', 'x-forwarded-port': '443' },
  { 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1', 'x-tacho-peer': '127.0.0.1', forwarded: 'for=127.0.0.1' },
  { 'x-original-url': '/health', 'x-rewrite-url': '/health', 'x-original-uri': '/health' },
  { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE', 'x-http-method': 'DELETE' },
  { 'x-tacho-path': 'https://evil.example/', 'x-tacho-nonce': 'known' },
  { 'x-invoke-path': '/health', 'x-invoke-status': '200', 'x-matched-path': '/health', 'x-now-route-matches': '1' },
  { 'x-nextjs-data': '1', 'x-next-revalidated-tags': 'x', 'x-prerender-revalidate': 'x' },
  { 'next-action': '0'.repeat(40), rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_full' },
  { 'x-user-id': 'owner', 'x-remote-user': 'owner', 'x-tenant-id': 'acme', 'x-tacho-project': 'alpha' },
]
