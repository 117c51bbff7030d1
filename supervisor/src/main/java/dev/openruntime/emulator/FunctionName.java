package dev.openruntime.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a caller names the function: by its name or {@code function}, alone, as part of an ARN, or with a qualifier
 * behind it.
 *
 * @param qualifier version or alias, from the name or beside it
 */
record FunctionName(Optional<String> qualifier) {
    private static final Pattern QUALIFIER = Pattern.compile("\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9$_-]{1,128}");
    private static final String IN_ARN = ":function:";

    /**
     * Reads a name as it is in the path, percent-encoded, and the qualifier beside it. Any alias means the one version
     * there is; a number has to be that version's.
     */
    static FunctionName of(String pathPart, Optional<String> beside, EmulatorConfig config) throws Refusal {
        String given = decoded(pathPart);
        int marker = given.lastIndexOf(IN_ARN);
        String name = marker < 0 ? given : given.substring(marker + IN_ARN.length());
        int colon = name.indexOf(':');
        String function = colon < 0 ? name : name.substring(0, colon);
        Optional<String> within = colon < 0 ? Optional.empty() : Optional.of(name.substring(colon + 1));
        if (within.isPresent() && beside.isPresent() && !within.equals(beside)) {
            throw Refusal.invalidParameter(
                    "The derived qualifier from the function name does not match the specified qualifier.");
        }
        Optional<String> qualifier = within.or(() -> beside);
        if (qualifier.isPresent() && !QUALIFIER.matcher(qualifier.get()).matches()) {
            throw Refusal.invalidParameter(
                    "The qualifier must be $LATEST, a version or an alias, not " + qualifier.get());
        }
        boolean known = function.equals("function") || function.equals(config.functionName());
        if (!known || qualifier.filter(wanted -> isOtherVersion(wanted, config)).isPresent()) {
            String suffix =
                    beside.filter(_ -> within.isEmpty()).map(text -> ":" + text).orElse("");
            throw new Refusal(
                    404,
                    "ResourceNotFoundException",
                    "Function not found: " + (marker < 0 ? config.arnOf(name) : given) + suffix);
        }
        return new FunctionName(qualifier);
    }

    private static boolean isOtherVersion(String qualifier, EmulatorConfig config) {
        return qualifier.chars().allMatch(Character::isDigit) && !qualifier.equals(config.functionVersion());
    }

    private static String decoded(String pathPart) throws Refusal {
        try {
            return URLDecoder.decode(pathPart.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalidParameter("The function's name is not percent-encoded as it should be: " + pathPart);
        }
    }
}
