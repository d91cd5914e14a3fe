// A password can be shown, to see what one types. Without this file the buttons stay hidden.
for (const button of document.querySelectorAll('[data-reveal]')) {
  const field = document.getElementById(button.dataset.reveal), word = button.firstChild;
  const show = shown => {
    field.type = shown ? 'text' : 'password';
    word.textContent = shown ? 'Masquer' : 'Afficher';
  };
  button.hidden = false;
  button.addEventListener('click', () => show(field.type === 'password'));
  // Sent as a password, so that no browser keeps it among what was typed.
  field.form?.addEventListener('submit', () => show(false));
}
