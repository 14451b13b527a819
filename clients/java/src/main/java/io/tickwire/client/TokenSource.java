package io.tickwire.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Asks the application for tokens, away from the client's thread, since it may have to fetch them; one call at a time.
 * What it says of a bad one never holds the token. Client's thread only.
 */
final class TokenSource {
    private final Supplier<String> supplier;
    private final Executor asking;
    private final Executor clientThread;
    private CompletableFuture<String> asked = CompletableFuture.completedFuture(null);
    private String shown;

    TokenSource(Supplier<String> supplier, Executor asking, Executor clientThread) {
        this.supplier = supplier;
        this.asking = asking;
        this.clientThread = clientThread;
    }

    /** Hands over a token, or why there is none, on the client's thread. */
    void ask(BiConsumer<String, Throwable> receiver) {
        if (asked.isDone()) {
            asked = CompletableFuture.supplyAsync(this::next, asking);
        }
        asked.whenCompleteAsync((token, failure) -> receiver.accept(token,
            failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure),
            clientThread);
    }

    /** A token goes to the server; whether it is another than the one before. */
    boolean show(String token) {
        final boolean isNew = !token.equals(shown);
        shown = token;
        return isNew;
    }

    private String next() {
        final String token = supplier.get();
        if (token == null || !token.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalStateException("a token must be a JWT, which has letters, digits, '-', '_' and '.' only; "
                + (token == null ? "the supplier gave null" : "the supplier gave " + token.length() + " characters, "
                + "others among them"));
        }
        return token;
    }
}
