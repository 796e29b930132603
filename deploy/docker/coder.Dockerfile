# The coder's image: docker build -f deploy/docker/coder.Dockerfile -t baton/worker-coder .
# As Dockerfile makes it, but with what the coder tests programs with: a JDK, Python and bubblewrap. Whether a container may use
# bubblewrap is decided where it runs: docs/agents.md.
FROM eclipse-temurin:25-jdk AS layers
WORKDIR /layers
COPY worker-coder/target/app/worker-coder.jar app.jar
RUN java -Djarmode=tools -jar app.jar extract --layers --launcher --destination extracted

FROM eclipse-temurin:25-jdk
RUN apt-get update \
  && apt-get install --yes --no-install-recommends bubblewrap python3 \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
EXPOSE 8080
# exec form: the JVM is process 1, gets SIGTERM and drains. It leaves memory to the programs that it runs.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=35", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Djava.io.tmpdir=/tmp", "org.springframework.boot.loader.launch.JarLauncher"]
