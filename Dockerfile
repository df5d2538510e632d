# One image for ingest, worker and web, in front of a ClickHouse server: the embedded engine is not in it.
#   docker build -t tachograph .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS sources
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded engine (half a gigabyte) and npm's own Node are for installations without containers.
RUN npm pkg delete optionalDependencies

FROM sources AS web
RUN npm install --ignore-scripts
COPY . .
RUN npm pkg delete optionalDependencies && NEXT_OUTPUT=standalone npm run build

# What ingest, worker and the commands import; the pages bring their packages along in the build.
FROM sources AS services
RUN for name in $(node -p "Object.keys(require('./package.json').dependencies).join(' ')"); do \
      case " @clickhouse/client @node-rs/argon2 @opentelemetry/otlp-transformer @pydantic/genai-prices @zxcvbn-ts/language-common pino prom-client protobufjs zod " in \
        *" $name "*) ;; \
        *) npm pkg delete "dependencies.$name" ;; \
      esac; \
    done \
 && npm pkg delete devDependencies \
 && npm install --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY --from=services /app/package.json ./
COPY --from=services /app/node_modules ./node_modules
COPY LICENSE ./
COPY clickhouse ./clickhouse
COPY ingest ./ingest
COPY lib ./lib
COPY --from=web /app/.next/standalone ./web
COPY --from=web /app/.next/static ./web/.next/static
COPY --from=web /app/public ./web/public
# Nothing is written anywhere: the root may be read-only.
USER node
EXPOSE 3000 4317 4318
CMD ["node", "ingest/main.ts"]
