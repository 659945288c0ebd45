# docker build -t apiproof . && docker run --rm -v "$PWD:/docs:ro" apiproof check
FROM rust:1.91-alpine AS build
RUN apk add --no-cache gcc musl-dev
WORKDIR /src
COPY . .
RUN cargo build --locked --release && strip target/release/apiproof

# Nothing but the program: it needs no shell, no libraries and no network. Build services that run a shell in the
# image (GitLab CI) need the stage below: docker build --target shell
FROM alpine:3.22 AS shell
COPY --from=build /src/target/release/apiproof /usr/local/bin/apiproof
WORKDIR /docs

FROM scratch
COPY --from=build /src/target/release/apiproof /usr/local/bin/apiproof
WORKDIR /docs
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/apiproof"]
CMD ["check"]
