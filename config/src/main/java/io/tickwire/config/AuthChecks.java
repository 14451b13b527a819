package io.tickwire.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checks what authentication needs once it is enabled: its values are there, and its files can be read. */
final class AuthChecks {
    private final Settings settings;

    AuthChecks(Settings settings) {
        this.settings = settings;
    }

    /** Note all that is missing. */
    void check() {
        if (settings.isAnyWrong(ConfigKey.AUTH_ENABLED)
            || !settings.value(ConfigKey.AUTH_ENABLED, Boolean.class)) {
            return;
        }
        text(ConfigKey.AUTH_ISSUER, "who mints the tokens (iss)");
        text(ConfigKey.AUTH_AUDIENCE, "whom the tokens are for (aud), for example tickwire");
        file(ConfigKey.AUTH_KEY_FILE, true);
        file(ConfigKey.AUTH_REVOCATION_FILE, false);
        file(ConfigKey.AUTH_ENTITLEMENTS_FILE, false);
    }

    private void text(ConfigKey key, String meaning) {
        if (!settings.isAnyWrong(key) && settings.value(key, String.class).isEmpty()) {
            missing(key, meaning);
        }
    }

    @SuppressWarnings("unchecked")
    private void file(ConfigKey key, boolean isNeeded) {
        if (settings.isAnyWrong(key)) {
            return;
        }
        final Optional<Path> file = settings.value(key, Optional.class);
        if (file.isEmpty()) {
            if (isNeeded) {
                missing(key, "the file of the key; ./tickwire token keys makes one");
            }
        } else if (!Files.isRegularFile(file.get()) || !Files.isReadable(file.get())) {
            settings.problem(settings.origin(key), key.path() + " = " + file.get()
                + " is not a file that can be read; name one, or set auth.enabled = false");
        }
    }

    private void missing(ConfigKey key, String meaning) {
        settings.problem(settings.origin(ConfigKey.AUTH_ENABLED), "auth.enabled = true needs " + key.path() + ": "
            + meaning);
    }
}
