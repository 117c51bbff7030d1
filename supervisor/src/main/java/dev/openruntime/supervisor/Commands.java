package dev.openruntime.supervisor;

import dev.openruntime.config.LimitsConfig;
import dev.openruntime.config.ProcessConfig;
import dev.openruntime.process.Attributes;
import dev.openruntime.process.Command;
import dev.openruntime.process.Limit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Turns what the configuration says of a process into what is run. Pure. */
final class Commands {

    private Commands() {}

    static Command of(List<String> words, Map<String, String> environment, ProcessConfig process) {
        Attributes attributes = process.isPlain() ? Attributes.NONE : attributes(process);
        return new Command(words, environment, process.directory(), attributes);
    }

    private static Attributes attributes(ProcessConfig process) {
        LimitsConfig configured = process.limits();
        Map<Limit, Long> limits = new EnumMap<>(Limit.class);
        configured.openFiles().ifPresent(number -> limits.put(Limit.OPEN_FILES, (long) number));
        configured.processes().ifPresent(number -> limits.put(Limit.PROCESSES, (long) number));
        configured.addressSpace().ifPresent(size -> limits.put(Limit.ADDRESS_SPACE, size.bytes()));
        configured.cpu().ifPresent(time -> limits.put(Limit.CPU, time.toSeconds()));
        configured.coreSize().ifPresent(size -> limits.put(Limit.CORE_SIZE, size.bytes()));
        configured.fileSize().ifPresent(size -> limits.put(Limit.FILE_SIZE, size.bytes()));
        return new Attributes(process.umask(), process.nice(), limits);
    }
}
