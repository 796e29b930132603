package dev.baton.worker.coder;

import dev.baton.sandbox.DiskLimits;
import dev.baton.sandbox.SandboxLimits;
import dev.baton.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How programs are run: {@code baton.sandbox.*}.
 *
 * @param bubblewrap the program that makes the sandbox
 * @param jdk the JDK that programs see; the worker's own where it is not given
 * @param uid who runs programs where the worker is root
 * @param maxConcurrent programs at one time
 * @param wallTime of one program, and of compiling it
 * @param cpuTime of each of its processes
 * @param memory of all its processes together
 * @param processes and threads at one time
 * @param output of standard output, and of standard error
 */
@ConfigurationProperties("baton.sandbox")
public record SandboxProperties(
    @DefaultValue("/usr/bin/bwrap") String bubblewrap,
    @DefaultValue("") String jdk,
    @DefaultValue("65501") int uid,
    @DefaultValue("2") int maxConcurrent,
    @DefaultValue("20s") Duration wallTime,
    @DefaultValue("15s") Duration cpuTime,
    @DefaultValue("512MB") DataSize memory,
    @DefaultValue("128") int processes,
    @DefaultValue("16KB") DataSize output) {

  SandboxSettings settings() {
    return new SandboxSettings(
        Path.of(bubblewrap),
        jdk.isBlank() ? SandboxSettings.DEFAULT.jdk() : Path.of(jdk),
        uid,
        maxConcurrent);
  }

  SandboxLimits limits() {
    return new SandboxLimits(
        wallTime,
        cpuTime,
        memory.toBytes(),
        processes,
        Math.toIntExact(output.toBytes()),
        DiskLimits.DEFAULT);
  }
}
