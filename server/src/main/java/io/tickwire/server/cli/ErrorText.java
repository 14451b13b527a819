package io.tickwire.server.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What an exception says to somebody who does not read Java. */
final class ErrorText {
    private ErrorText() {
    }

    static String of(Throwable failure) {
        if (failure instanceof UncheckedIOException) {
            return of(failure.getCause());
        }
        if (failure instanceof FileSystemException file) {
            return ofFile(file);
        }
        final String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getCause() == null
                ? failure.getClass().getSimpleName() + " without a text; --verbose shows where"
                : of(failure.getCause());
        }
        return message;
    }

    private static String ofFile(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no file " + failure.getFile();
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission for " + failure.getFile();
        }
        if (failure instanceof FileAlreadyExistsException) {
            return failure.getFile() + " exists already";
        }
        return failure.getMessage();
    }
}
