# The operator's command: docker build -f deploy/docker/cli.Dockerfile -t baton/cli .
# Build the jars first: ./mvnw package. Without the local stack's broker and registry.
FROM eclipse-temurin:25-jre
WORKDIR /app
COPY cli/target/lib/ ./lib/
COPY cli/target/cli.jar ./lib/
USER 10001:10001
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", "/app/lib/*", "dev.baton.cli.BatonCommand"]
